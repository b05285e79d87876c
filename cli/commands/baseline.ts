import type { Command } from "./command";
import { TEXT } from "./options";

export const baselineCommand: Command = (yargs, { terminal }) =>
  yargs.command(
    "baseline <file>",
    "Print a configuration that lets today's findings pass for a time, as long as they do not get worse",
    (own) =>
      own
        .positional("file", {
          type: "string",
          demandOption: true,
          description: "A state or preview; - for standard input",
        })
        .options({
          config: { ...TEXT, alias: "c", description: "The configuration in use; it is kept" },
          until: { ...TEXT, description: "The last day, as 2026-12-31; 90 days from now by default" },
          reason: { ...TEXT, description: 'Why; "baseline of" today by default' },
        })
        .example("$0 baseline state.json --until 2027-03-31 > evenkeel.json", "Start with a stack that has findings"),
    async ({ file, config, until, reason }) => {
      const { baseline } = await import("../baseline.js");
      await baseline({ file, config, until, reason }, terminal);
    },
  );
