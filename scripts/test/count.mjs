// @ts-check
import { stripVTControlCharacters } from "node:util";

/**
 * What came of mocha's run, in one line.
 * @param {string[]} lines what mocha printed
 */
export function countTests(lines) {
  /** @param {string} outcome */
  const number = (outcome) => {
    const summary = new RegExp(`^ {2}(\\d+) ${outcome}`);
    // The last one: a test's own output comes before the summary.
    return lines.map((line) => summary.exec(stripVTControlCharacters(line))?.[1]).findLast(Boolean) ?? "0";
  };
  return `${number("passing")} passed, ${number("failing")} failed`;
}
