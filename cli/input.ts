import { createReadStream } from "node:fs";
import { readStack } from "../sources/pulumi";
import { readStackFile, type StackFile } from "../sources/stack-file";
import { about, CommandError } from "./exit";
import { STANDARD_INPUT, type Terminal } from "./terminal";

/** A stack to be read, and what a person calls it. */
export interface Input extends StackFile {
  readonly source: string;
}

/**
 * Reads a file, or the standard input.
 *
 * @throws CommandError that names the file.
 */
export async function readInput(source: string, terminal: Terminal): Promise<Input> {
  terminal.progress(`Reading ${source} …`);
  const stream = source === STANDARD_INPUT ? terminal.stdin : createReadStream(source, { highWaterMark: 2 ** 20 });
  return about(source, async () => ({ source, ...(await readStackFile(stream)) }));
}

/**
 * Asks the Pulumi CLI.
 *
 * @throws CommandError that names the stack.
 */
export async function askPulumi(kind: "state" | "preview", stack: string, terminal: Terminal): Promise<Input> {
  terminal.progress(kind === "state" ? `Reading the state of ${stack} …` : `Waiting for a preview of ${stack} …`);
  return about(`stack ${stack}`, async () => ({ source: `stack ${stack}`, ...(await readStack(kind, stack)) }));
}

/**
 * What a command is given: a file, or a stack whose state is asked for; undefined where it is given neither.
 *
 * @throws CommandError when it is given both.
 */
export async function inputOf(
  { file, stack }: { readonly file: string | undefined; readonly stack: string | undefined },
  terminal: Terminal,
): Promise<Input | undefined> {
  if (stack === undefined) return file === undefined ? undefined : readInput(file, terminal);
  if (file !== undefined) throw new CommandError("a file and --stack exclude each other");
  return askPulumi("state", stack, terminal);
}
