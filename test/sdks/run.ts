import { execFile } from "node:child_process";

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a command to its end. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: Infinity };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (child.exitCode === null) reject(error ?? new Error(`${command} did not run to its end`));
      else resolve({ exitCode: child.exitCode, output: `${stdout}${stderr}` });
    });
  });
}
