// @ts-check
import { reason } from "../lib/report.mjs";

/**
 * @typedef {object} Pulumi
 * @property {string} command
 * @property {string[]} directories to put on PATH
 * @property {string} version
 * @property {string} origin where it came from, for a person to read
 */

/**
 * One way to come by a command.
 * @typedef {object} Way
 * @property {string} name
 * @property {() => boolean} isReady whether it costs nothing, so that what is there is used before anything is fetched
 * @property {(log: import("../lib/report.mjs").Reporter) => Promise<Pulumi>} make throws with the reason if it cannot
 */

/**
 * Tries each way; when none works, says in one message what was tried, why each failed and what would help.
 * @param {string} what
 * @param {Way[]} ways
 * @param {string} remedy
 * @param {import("../lib/report.mjs").Reporter} log
 */
export async function firstThatWorks(what, ways, remedy, log) {
  const failures = [];
  for (const way of [...ways].sort((a, b) => Number(b.isReady()) - Number(a.isReady()))) {
    try {
      return await way.make(log);
    } catch (error) {
      failures.push(`  - ${way.name}: ${reason(error).replaceAll("\n", "\n    ")}`);
    }
  }
  throw new Error(`There is no ${what}. Tried:\n${failures.join("\n")}\n${remedy}`);
}
