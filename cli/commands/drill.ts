import { FAULTS } from "../../drills/faults/faults";
import type { Command } from "./command";
import { STACK, TEXT, TEXT_OR_JSON } from "./options";

const LEVEL = {
  choices: [1, 2, 3],
  default: 1,
  description: "1: one fault, with hints; 2: one fault; 3: two faults, no hints",
} as const;

export const drillCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "drill [file]",
    "Rehearse an outage: that of 2024-08-20, or one that a hidden fault makes of a stack of yours",
    (own) =>
      own
        .positional("file", {
          type: "string",
          description: "A state or preview to make a variant of; - for standard input",
        })
        .options({
          stack: { ...STACK, description: "Stack whose state the Pulumi CLI is asked for" },
          level: LEVEL,
          seed: {
            type: "number",
            requiresArg: true,
            description: "Plays the same drill again",
            coerce: whole("seed", 0),
          },
          fault: {
            choices: [...new Set(FAULTS.map(({ name }) => name))],
            requiresArg: true,
            description: "The kind of fault, for whoever prepares a drill; by chance otherwise",
          },
          group: {
            type: "boolean",
            default: false,
            description: "Play in roles: commander, operator, communications",
          },
          limit: { type: "number", default: 30, description: "Minutes after which it ends", coerce: whole("limit", 1) },
          speed: {
            type: "number",
            default: 1,
            description: "How many times as fast time passes",
            coerce: whole("speed", 1),
          },
          script: { ...TEXT, description: "Play these lines, without a person: 04:10 health" },
          save: { ...TEXT, description: "Keep the drill here at the end, to go on with later" },
          resume: { ...TEXT, description: "Go on with a drill that was kept" },
          report: {
            ...TEXT,
            array: true,
            nargs: 1,
            default: [],
            description: "Write the debrief here too: .md or .html",
          },
          page: {
            type: "boolean",
            default: false,
            description: "Serve a page for the facilitator, on this machine only",
          },
          format: { ...TEXT_OR_JSON, description: "Of the debrief" },
        })
        .example("$0 drill", "The outage of 2024-08-20")
        .example("$0 drill --stack prod --level 2 --group --page", "A hidden fault of your own stack, for a group")
        .example("$0 drill state.json --seed 7 --script moves.txt --report debrief.html", "Play a script"),
    async ({ file, script, resume, ...options }) => {
      const { drill } = await import("../drill.js");
      end(await drill({ file, script, resume, ...options, json: options.format === "json" }, terminal));
    },
  );

function whole(name: string, least: number) {
  return (value: number): number => {
    // An option that is not given comes here too.
    if ((value as number | undefined) === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
    throw new Error(`--${name} must be a whole number, ${least} or more`);
  };
}
