import { FAILURES } from "../fail-on";
import type { Command } from "./command";
import { failing, judging, LIVE, quietly, STACK } from "./options";

export const compareCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "compare [before] [after]",
    "Say what a change does to each route",
    (own) =>
      judging(own)
        .positional("before", { type: "string", description: "A state, or a preview that shows both sides" })
        .positional("after", { type: "string", description: "The state or preview that it is compared with" })
        .option("stack", { ...STACK, description: "Stack of which the Pulumi CLI is asked for a preview" })
        .option("live", LIVE)
        .option("fail-on", failing(FAILURES, ["mandatory", "collapse"]))
        .example("$0 compare preview.json --format markdown", "A comment for the pull request")
        .example("$0 compare monday.json friday.json", "What became of the traffic in between")
        .example("$0 compare state.json --live", "What others have moved since the stack was deployed")
        .example("$0 compare --stack prod --fail-on worse", "Let nothing get worse"),
    async ({ before, after, stack, live, failOn, quiet, config, format, sarifLocation }) => {
      const { compare } = await import("../compare.js");
      const asked = { before, after, stack, live, failOn, quiet, config, format, sarifLocation };
      end(await compare(asked, quietly(terminal, quiet)));
    },
  );
