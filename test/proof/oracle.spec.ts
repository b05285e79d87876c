import assert from "node:assert/strict";
import fc from "fast-check";
import { CLOUDS } from "./oracle/examine";

const FEW = process.env["EVENKEEL_GRAPHS"];
/** Of both clouds together; `npm run proof` examines as many as one likes, and `npm run mutate` few. */
const GRAPHS = Number(FEW ?? 10_000);
/** Always the same, so that a change is not held up by a rare graph that it has nothing to do with. */
const SEED = 20240820;

describe("What the analysis says of a random graph is what happens to single requests", () => {
  for (const [cloud, graphs] of Object.entries(CLOUDS)) {
    it(`on ${cloud}`, function () {
      this.timeout(900_000);
      fc.assert(
        fc.property(graphs, ({ contradictions }) => {
          assert.deepEqual(contradictions, []);
        }),
        { numRuns: GRAPHS / 2, seed: SEED, endOnFailure: FEW !== undefined },
      );
    });
  }
});
