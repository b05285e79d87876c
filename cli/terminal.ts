import type { Readable } from "node:stream";
import { createColors } from "picocolors";
import { Conversation } from "./conversation";

/** What stands for the standard input among the names of files: the parser of the command line drops a lone `-`. */
export const STANDARD_INPUT = "standard input";

/** Where a command prints, and what it may print there. */
export interface Terminal {
  readonly stdin: Readable;
  out(text: string): void;
  err(text: string): void;
  /** Says what is being done; it goes away again. Nothing where nobody watches. */
  progress(text: string): void;
  /** Asks whoever sits there; undefined where nobody does. Throws where there is no answer. */
  ask(question: string): Promise<string | undefined>;
  /** Characters in a line of the standard output; undefined where it is no terminal. */
  readonly columns: number | undefined;
  /** What a command that talks with a person writes on; undefined where there is none. */
  readonly screen?: NodeJS.WriteStream | undefined;
  readonly paint: Paint;
  readonly now: Date;
}

export type Paint = ReturnType<typeof createColors>;

const ERASE_LINE = "\r\x1b[2K";

/** The terminal that the process runs in. */
export function processTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  let inProgress = false;
  const conversation = new Conversation(stdin, stderr);
  const err = (text: string) => {
    stderr.write(`${inProgress ? ERASE_LINE : ""}${text}`);
    inProgress = false;
  };
  return {
    stdin,
    out: (text) => {
      if (inProgress) err("");
      stdout.write(`${text}\n`);
    },
    err: (text) => {
      err(`${text}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      err(text);
      inProgress = true;
    },
    ask: async (question) => (stdin.isTTY && stderr.isTTY ? conversation.ask(question) : undefined),
    screen: stdout.isTTY && stdin.isTTY ? stdout : undefined,
    columns: stdout.isTTY ? stdout.columns : undefined,
    paint: createColors(isColourful(stdout.isTTY, env)),
    now: new Date(),
  };
}

/** @see https://no-color.org, https://force-color.org */
function isColourful(isTerminal: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  // A pipe has no isTTY at all; left undefined, the library would colour wherever CI is set.
  return isTerminal === true && env["TERM"] !== "dumb";
}
