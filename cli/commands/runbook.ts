import type { Command } from "./command";
import { SEVERAL, STACK } from "./options";

export const runbookCommand: Command = (yargs, { terminal }) =>
  yargs.command(
    "runbook [file]",
    "Write the runbook of each load balancer, with the commands and the values that an outage needs",
    (own) =>
      own
        .positional("file", { type: "string", description: "A state; - for standard input" })
        .options({
          stack: { ...STACK, description: "Stack whose state the Pulumi CLI is asked for" },
          contact: { ...SEVERAL, default: [], description: "Whom to tell; may be given again" },
        })
        .example('$0 runbook --stack prod --contact "on call: #platform" > runbook.md', "Keep it with the program"),
    async ({ file, stack, contact }) => {
      const { runbook } = await import("../runbook.js");
      await runbook({ file, stack, contact }, terminal);
    },
  );
