import type { Command } from "./command";
import { failing, judging, LIVE, quietly, STACK } from "./options";

export const checkCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "check [files..]",
    "Judge stacks: states, or previews of a change",
    (own) =>
      judging(own)
        .positional("files", {
          type: "string",
          array: true,
          default: [],
          description: "What pulumi stack export or pulumi preview --json --show-sames writes; - for standard input",
        })
        .option("stack", {
          ...STACK,
          array: true,
          nargs: 1,
          description: "Stack whose state the Pulumi CLI is asked for",
        })
        .option("live", LIVE)
        .option("fail-on", failing(["mandatory", "advisory", "never"], ["mandatory"]))
        .example("pulumi stack export | $0 check -", "Judge what is deployed")
        .example("$0 check --stack dev --stack prod", "Judge two stacks of this project")
        .example("$0 check preview.json --format sarif > evenkeel.sarif", "Findings for code scanning"),
    async ({ files, stack = [], live, failOn, quiet, ...options }) => {
      const { check } = await import("../check.js");
      const { config, format, sarifLocation } = options;
      const asked = { files: files.map(String), stack, live, failOn, quiet, config, format, sarifLocation };
      end(await check(asked, quietly(terminal, quiet)));
    },
  );
