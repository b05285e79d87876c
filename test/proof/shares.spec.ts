import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { readGraph } from "../../traffic";
import { sharesOf } from "../support/shares";
import { STACKS } from "./oracle/examine";

const FOLDER = resolve(__dirname, "../../../test/proof/shares");
/** Set to write the files anew, and read in their changes what a change of the code means. */
const isToWrite = process.env["EVENKEEL_WRITE_FACTS"] !== undefined;

/** Always the same ones; fewer of those that have a pool in each of many regions. */
const GRAPHS: Readonly<Record<string, number>> = { aws: 150, gcp: 40 };
const SEED = 20240820;

// The oracle says whether bounds hold; this says whether they are still as narrow as they were.
for (const [cloud, stacks] of Object.entries(STACKS)) {
  const file = join(FOLDER, `${cloud}.txt`);
  const expected = isToWrite
    ? []
    : readFileSync(file, "utf8")
        .split(/^# \d+\n/m)
        .slice(1);
  const found: string[] = [];

  describe(`What is worked out of random stacks of ${cloud}`, () => {
    for (const [index, stack] of fc.sample(stacks, { numRuns: GRAPHS[cloud] ?? 0, seed: SEED }).entries()) {
      it(`is as it was: ${index}`, () => {
        const text = `${sharesOf(readGraph(stack))}\n`;
        found.push(text);
        if (!isToWrite) assert.equal(text, expected[index]);
      });
    }

    it("is all that is written", () => {
      if (isToWrite) writeFileSync(file, found.map((text, index) => `# ${index}\n${text}`).join(""));
      else assert.equal(expected.length, found.length);
    });
  });
}
