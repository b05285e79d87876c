import assert from "node:assert/strict";
import fc from "fast-check";
import { inRehearsal } from "../../engine/rehearsal/observe";
import { build, sites } from "./any-site";

/** One that stands by for the next deployment is told of, and safe. */
const STANDS_BY = "no-stale-weights";

describe("Whatever the types of the components allow", function () {
  this.timeout(300_000);

  it("is nothing that the pack finds anything in, in a first preview and when it is deployed", async () => {
    await fc.assert(
      fc.asyncProperty(sites, async (site) => {
        const observed = inRehearsal()(() => {
          build("web", site);
        }, {});
        for (const phase of ["beginning", "safe"] as const) {
          const { violations } = await observed(phase);
          assert.deepEqual(
            violations
              .filter(({ policy }) => policy !== STANDS_BY)
              .map(({ policy, message }) => `${phase}: ${policy}: ${message}`),
            [],
          );
        }
      }),
      { numRuns: 25 },
    );
  });
});
