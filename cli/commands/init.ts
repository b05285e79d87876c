import type { Preset } from "../../policies/presets";
import type { Command } from "./command";
import { SEVERAL, TEXT_OR_JSON } from "./options";
import { PROVIDERS } from "../init/providers";

// Those of the policies, which are not loaded for the help.
const PRESETS = ["recommended", "strict", "advisory"] as const satisfies readonly Preset[];

export const initCommand: Command = (yargs, { terminal, end }) =>
  yargs.command(
    "init [folder]",
    "Write what a repository needs so that its changes are judged and approved; nothing that is there is changed",
    (own) =>
      own
        .positional("folder", { type: "string", default: ".", description: "A folder of the repository" })
        .options({
          provider: { choices: PROVIDERS, description: "Where changes are reviewed" },
          project: { ...SEVERAL, description: "Folder of a Pulumi project; all that there are by default" },
          stack: { ...SEVERAL, alias: "s", description: "Stack to preview; those that have settings by default" },
          preset: { choices: PRESETS, description: "How strict the policies are" },
          owners: { ...SEVERAL, description: "Who reviews changes of the rules, as @acme/platform" },
          signer: { ...SEVERAL, description: "Who may approve, as ada@acme.com=ada.pub" },
          yes: { type: "boolean", default: false, alias: "y", description: "Take defaults without asking" },
          "dry-run": { type: "boolean", default: false, description: "Print what would be written, and write nothing" },
          format: { ...TEXT_OR_JSON, description: "How it is told" },
        })
        .example("$0 init --owners @acme/platform --signer ada@acme.com=ada.pub", "Ask for the rest, on a terminal")
        .example("$0 init --yes --provider gitlab --stack prod --owners @acme/platform", "Ask nothing"),
    async ({ folder, provider, project = [], stack = [], preset, owners = [], signer = [], yes, dryRun, format }) => {
      const { init } = await import("../init/init.js");
      end(await init({ folder, provider, project, stack, preset, owners, signer, yes, dryRun, format }, terminal));
    },
  );
