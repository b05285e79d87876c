import { spawn } from "node:child_process";

/** How a program that was run ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A program that is needed is not there, or did not do what it should. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

interface Running {
  readonly cwd?: string;
  readonly input?: string;
  /** What to do where the program is not installed. */
  readonly install: string;
  /** Whether the person may be asked for a passphrase, or to touch a key. */
  readonly isInteractive?: boolean;
}

/**
 * Runs a program with arguments that no shell reads.
 *
 * @throws ControlError when it is not installed.
 */
export function run(program: string, args: readonly string[], options: Running): Promise<Ended> {
  const { cwd, input = "", install, isInteractive = false } = options;
  return new Promise((resolve, reject) => {
    const stderr: Buffer[] = [];
    const stdout: Buffer[] = [];
    const child = spawn(program, args, {
      stdio: ["pipe", "pipe", isInteractive ? "inherit" : "pipe"],
      ...(cwd === undefined ? {} : { cwd }),
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? new ControlError(`There is no ${program} on PATH: ${install}`) : error);
    });
    child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    // It may end without reading to the end.
    child.stdin?.on("error", () => undefined).end(input);
    child.on("close", (code) => {
      resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") });
    });
  });
}
