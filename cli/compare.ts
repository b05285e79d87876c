import { running, type CheckOptions } from "./check";
import { readConfiguration } from "./configuration-file";
import { CommandError } from "./exit";
import { exitCode } from "./fail-on";
import { askPulumi, readInput, type Input } from "./input";
import { judge } from "./judge";
import { rendered } from "./report/formats";
import { comparisonOf } from "./report/report-of";
import type { Terminal } from "./terminal";

/** Where both sides of a change are to be found. */
export interface Asked {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly stack: string | undefined;
}

export interface CompareOptions extends Omit<CheckOptions, "files" | "stack">, Asked {}

/**
 * Says what a change does to each route, and judges what comes of it.
 *
 * @returns the exit code: 1 where the change is what is asked for.
 * @throws CommandError when one of the sides cannot be judged: nothing is printed then.
 */
export async function compare(options: CompareOptions, terminal: Terminal): Promise<number> {
  const { format, quiet, sarifLocation: location } = options;
  const configuration = await readConfiguration(options.config);
  const { before, after } = await sidesOf(options, terminal);
  const [old, made] = [
    await judge(before, configuration, terminal.now),
    await judge(after, configuration, terminal.now),
  ];
  const stack = comparisonOf(old, made);
  terminal.out(await rendered({ version: 1, stacks: [stack] }, { format, isBrief: quiet, location }, terminal));
  return exitCode([stack], options.failOn);
}

/**
 * @param asked with `live` undefined where the command has no such option.
 * @throws CommandError when two sides are not given, or one cannot be read.
 */
export async function sidesOf(asked: Asked & { readonly live?: boolean }, terminal: Terminal): Promise<Sides> {
  const { before, after, stack, live } = asked;
  if (stack !== undefined && before !== undefined) throw new CommandError("files and --stack exclude each other");
  if (after !== undefined && live === true) {
    throw new CommandError(
      "--live compares one state with what runs, or what runs with one preview; two files are given",
    );
  }
  if (stack === undefined && before === undefined) {
    throw new CommandError("two files, one preview or --stack is expected");
  }
  const first = await (stack === undefined ? readInput(before ?? "", terminal) : askPulumi("preview", stack, terminal));
  if (after !== undefined) return { before: first, after: await readInput(after, terminal) };
  const made = live === true ? await running(first, terminal) : first;
  if (made.before) return { before: { ...made, kind: "state", resources: made.before }, after: made };
  if (live === true) return { before: first, after: made };
  const ways =
    live === undefined
      ? "a second file or a preview of the change"
      : "a second file, a preview of the change, or --live";
  throw new CommandError(`${first.source}: a state shows one side only. Give ${ways}`);
}

interface Sides {
  readonly before: Input;
  readonly after: Input;
}
