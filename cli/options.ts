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
