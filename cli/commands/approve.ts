import type { Command } from "./command";
import { changing, CHECKOUT, TEXT } from "./options";

export const approveCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "approve [before] [after]",
    "Sign a change with your SSH key, as a file to commit",
    (own) =>
      changing(own)
        .options({
          checkout: CHECKOUT,
          digest: { ...TEXT, demandOption: true, description: "Digest of the change that you have looked at" },
          key: { ...TEXT, demandOption: true, description: "Your SSH key: private, or public where an agent holds it" },
          as: { ...TEXT, description: "Who you are, as the file of signers names you; user.email of git by default" },
          days: {
            type: "number",
            requiresArg: true,
            default: 7,
            description: "For how many days it counts, 30 at most",
          },
          "break-glass": {
            ...TEXT,
            description: "In an emergency: the reason why it goes live for an hour without approval",
          },
          deployed: {
            type: "boolean",
            default: false,
            description: "Approve afterwards what went live under broken glass, from its state",
          },
          yes: { type: "boolean", default: false, alias: "y", description: "Do not ask" },
        })
        .example(
          "$0 approve preview.json --digest 3b5d… --key ~/.ssh/id_ed25519",
          "Approve the change that you have looked at",
        ),
    async ({ before, after, stack, config, checkout, digest, key, as, days, breakGlass, deployed, yes }) => {
      const { approve } = await import("../approve.js");
      const asked = { before, after, stack, config, checkout, digest, key, as, days, breakGlass, deployed, yes };
      end(await approve(asked, terminal));
    },
  );
