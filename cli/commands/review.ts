import type { Command } from "./command";
import { changing } from "./options";

export const reviewCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "review [before] [after]",
    "Show what a change does to the traffic, and the digest by which it is approved",
    (own) =>
      changing(own)
        .option("format", { choices: ["text", "markdown", "json"] as const, default: "text" as const, alias: "f" })
        .example("$0 review preview.json", "Look at the change of a preview"),
    async ({ before, after, stack, config, format }) => {
      const { review } = await import("../review.js");
      end(await review({ before, after, stack, config, format }, terminal));
    },
  );
