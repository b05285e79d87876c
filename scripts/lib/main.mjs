// @ts-check
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { reason, reporter } from "./report.mjs";
import { tidy } from "./tidy.mjs";

/**
 * Runs `main` if its file is the one that was started, not when another imports it. A failure is a message, no trace.
 * @param {string} url the file's import.meta.url
 * @param {(log: import("./report.mjs").Reporter) => Promise<void>} main
 * @param {NodeJS.WriteStream} [stream] where it says what it does
 */
export async function whenStarted(url, main, stream = process.stdout) {
  if (realpathSync(process.argv[1] ?? "") !== fileURLToPath(url)) return;
  const log = reporter(stream);
  try {
    await main(log);
  } catch (error) {
    log.say(reason(error));
    process.exitCode = 1;
  } finally {
    await tidy();
  }
}
