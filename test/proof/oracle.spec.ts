import assert from "node:assert/strict";
import fc from "fast-check";
import { CLOUDS } from "./oracle/examine";

/** Of both clouds together; `npm run proof` examines as many as one likes, and `npm run mutate` few, and always the same. */
const GRAPHS = Number(process.env["EVENKEEL_GRAPHS"] ?? 10_000);
const SEED = process.env["EVENKEEL_SEED"];

describe("What the analysis says of a random graph is what happens to single requests", () => {
  for (const [cloud, graphs] of Object.entries(CLOUDS)) {
    it(`on ${cloud}`, function () {
      this.timeout(900_000);
      fc.assert(
        fc.property(graphs, ({ contradictions }) => {
          assert.deepEqual(contradictions, []);
        }),
        { numRuns: GRAPHS / 2, ...(SEED === undefined ? {} : { seed: Number(SEED), endOnFailure: true }) },
      );
    });
  }
});
