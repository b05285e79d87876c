import { readConfiguration } from "./configuration-file";
import { CommandError } from "./exit";
import { exitCode, type FailOn } from "./fail-on";
import { askPulumi, readInput, type Input } from "./input";
import { judge } from "./judge";
import { rendered, type Format } from "./report/formats";
import type { StackReport } from "./report/report";
import { reportOf } from "./report/report-of";
import type { Terminal } from "./terminal";

export interface CheckOptions {
  readonly files: readonly string[];
  readonly stack: readonly string[];
  /** Whether to ask the clouds what has been moved since the stack was deployed. */
  readonly live: boolean;
  readonly config: string | undefined;
  readonly format: Format;
  readonly failOn: readonly FailOn[];
  readonly quiet: boolean;
  readonly sarifLocation: string | undefined;
}

/**
 * Judges stacks as a preview would.
 *
 * @returns the exit code: 1 where there are findings of the level that is asked for.
 * @throws CommandError when one of them cannot be judged: nothing is printed then.
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { files, stack, format, quiet, sarifLocation: location } = options;
  if (files.length + stack.length === 0) throw new CommandError("a file or --stack is expected");
  const configuration = await readConfiguration(options.config);
  const stacks: StackReport[] = [];
  const add = async (read: Input) => {
    const input = options.live ? await running(read, terminal) : read;
    stacks.push(reportOf(await judge(input, configuration, terminal.now)));
  };
  for (const file of files) await add(await readInput(file, terminal));
  for (const name of stack) await add(await askPulumi("state", name, terminal));
  terminal.out(await rendered({ version: 1, stacks }, { format, isBrief: quiet, location }, terminal));
  return exitCode(stacks, options.failOn);
}

/** The SDKs of the clouds are loaded only where they are asked. */
export async function running(input: Input, terminal: Terminal): Promise<Input> {
  const { asItRuns } = await import("./running.js");
  return asItRuns(input, terminal);
}
