import type { Command } from "./command";
import { changing, CHECKOUT, TEXT, TEXT_OR_JSON } from "./options";

export const approvalsCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "approvals [before] [after]",
    "List the approvals of a change, and hold them against who may give them",
    (own) =>
      changing(own)
        .options({
          checkout: CHECKOUT,
          base: { ...TEXT, description: "The protected branch; as configured by default" },
        })
        .option("format", TEXT_OR_JSON)
        .example("$0 approvals preview.json --base origin/main", "Whether the change may go live"),
    async ({ before, after, stack, config, checkout, base, format }) => {
      const { approvals } = await import("../approvals.js");
      end(await approvals({ before, after, stack, config, checkout, base, format }, terminal));
    },
  );
