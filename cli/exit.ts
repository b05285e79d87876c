import { messageOf } from "../traffic/errors";

/** What a command's exit code says. */
export const EXIT = {
  clean: 0,
  /** There are findings of the level that is asked for. */
  findings: 1,
  /** It could not do what it was asked to. */
  failed: 2,
} as const;

/** A command cannot go on: what happened, and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** Runs something, and has an error say what it is about: a file, a stack. */
export async function about<Result>(what: string, run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new CommandError(`${what}: ${whyIn(error)}`, { cause: error });
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder; a file is expected",
  EACCES: "it may not be opened",
};

/** Why a file could not be opened or read, in words; anything else says so itself. */
function whyIn(error: unknown): string {
  const { code = "", syscall = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return (["open", "read"].includes(syscall) ? WHY[code] : undefined) ?? messageOf(error);
}
