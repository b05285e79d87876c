import type { Argv, Options } from "yargs";
import { FORMATS } from "./report/formats";

/** What the commands that judge have in common. */
const JUDGING = {
  format: { choices: FORMATS, default: "text" as const, alias: "f", description: "How the report is written" },
  config: {
    type: "string",
    requiresArg: true,
    alias: "c",
    description: "Configuration of the policies, the file that --policy-pack-config takes",
  },
  quiet: { type: "boolean", default: false, alias: "q", description: "Tell findings only, without tables or progress" },
  "sarif-location": {
    type: "string",
    requiresArg: true,
    description: "File of the repository that SARIF results point to, Pulumi.yaml for instance",
  },
} as const satisfies Record<string, Options>;

export function judging<Args>(yargs: Argv<Args>) {
  return yargs.options(JUDGING);
}

/** The option by which a command asks the Pulumi CLI itself. */
export const STACK = {
  type: "string",
  requiresArg: true,
  alias: "s",
} as const satisfies Options;

/** An option that is given once for each value. */
export const SEVERAL = { type: "string", array: true, nargs: 1, requiresArg: true } as const satisfies Options;

export const TEXT = { type: "string", requiresArg: true } as const satisfies Options;

export const CHECKOUT = {
  ...TEXT,
  default: ".",
  description: "Top of the git checkout, where approvals are committed",
} as const satisfies Options;

/** What the commands about one change have in common. */
export function changing<Args>(yargs: Argv<Args>) {
  return yargs
    .positional("before", { type: "string", description: "A preview that shows both sides, or the state before" })
    .positional("after", { type: "string", description: "The state or preview that it is compared with" })
    .options({
      stack: { ...STACK, description: "Stack of which the Pulumi CLI is asked for a preview" },
      config: JUDGING.config,
    });
}

export function approving<Args>(yargs: Argv<Args>) {
  return yargs.options({
    checkout: CHECKOUT,
    digest: { ...TEXT, demandOption: true, description: "Digest of the change that you have looked at" },
    key: { ...TEXT, demandOption: true, description: "Your SSH key: private, or public where an agent holds it" },
    as: { ...TEXT, description: "Who you are, as the file of signers names you; user.email of git by default" },
    days: { type: "number", requiresArg: true, default: 7, description: "For how many days it counts, 30 at most" },
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
  });
}
