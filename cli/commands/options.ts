import type { Argv, Options } from "yargs";
import type { FailOn } from "../fail-on";
import { FORMATS } from "../report/formats";
import type { Terminal } from "../terminal";

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

/** The format of what has no other than these two. */
export const TEXT_OR_JSON = {
  choices: ["text", "json"] as const,
  default: "text" as const,
  alias: "f",
} as const satisfies Options;

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

/** The option by which a command asks the clouds as well. */
export const LIVE = {
  type: "boolean",
  default: false,
  description: "Ask the clouds, with your credentials, what has been moved since the stack was deployed",
} as const;

/** The option that says what makes a command end with 1. */
export function failing(choices: readonly FailOn[], byDefault: FailOn[]) {
  const coerce = (all: FailOn[]) => all;
  return {
    choices,
    array: true,
    default: byDefault,
    coerce,
    nargs: 1,
    description: "What makes it end with 1",
  } as const;
}

/** The terminal of a command that is told to say less. */
export function quietly(terminal: Terminal, quiet: boolean): Terminal {
  return quiet ? { ...terminal, progress: () => undefined } : terminal;
}
