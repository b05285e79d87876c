// @ts-check
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { atEnd } from "./tidy.mjs";

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeout] in milliseconds
 * @property {boolean} [keepsStdin] leaves standard input open until this process ends in any way, for a server to watch
 * @property {(line: string) => void} [onLine] gets every line as it comes, of standard output and standard error
 */

/**
 * Starts a command in a process group of its own, so that stopping it stops what it started as well.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 */
export function start(command, args, { cwd, env, timeout, keepsStdin = false, onLine } = {}) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: "pipe" });
  if (!keepsStdin) child.stdin.end();
  /** @type {string[]} */
  const lines = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }

  /** @type {Promise<number>} */
  const code = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve(exit ?? 1));
  });
  const settled = code.then(
    () => undefined,
    () => undefined,
  );

  const stop = async () => {
    signalGroup(child.pid, "SIGTERM");
    const impatient = setTimeout(() => signalGroup(child.pid, "SIGKILL"), 5000);
    await settled;
    clearTimeout(impatient);
  };
  const forget = atEnd(stop);
  const tooLong =
    timeout &&
    setTimeout(() => {
      lines.push(`stopped because it took longer than ${timeout / 1000} s`);
      void stop();
    }, timeout);
  void settled.then(() => {
    forget();
    clearTimeout(tooLong || undefined);
  });

  return { code, lines };
}

/**
 * Runs a command to its end and returns what it printed. A failure carries the last lines, where the reason is.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function run(command, args, options) {
  const { code, lines } = start(command, args, options);
  const exit = await code;
  const output = lines.join("\n");
  if (exit !== 0) throw new Error(lines.slice(-60).join("\n") || `${command} exited with ${exit} and printed nothing`);
  return output;
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended by itself in the meantime, which is all that was wanted.
  }
}
