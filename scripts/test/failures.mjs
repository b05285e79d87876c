// @ts-check
import { stripVTControlCharacters } from "node:util";

const COVERAGE = /^-+\|/;

/**
 * What mocha says of the tests that failed: they are told again at the end, below the table of coverage.
 * @param {string[]} lines what mocha and c8 printed
 * @returns {string[]} nothing where none failed
 */
export function failuresIn(lines) {
  const plain = lines.map((line) => stripVTControlCharacters(line));
  const first = plain.findLastIndex((line) => /^ {2}\d+ failing/.test(line));
  if (first < 0) return [];
  const table = plain.findIndex((line, index) => index > first && COVERAGE.test(line));
  return lines.slice(first, table < 0 ? undefined : table);
}
