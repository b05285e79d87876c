import assert from "node:assert/strict";
import fc from "fast-check";
import { isFavourite, observed, readGraph, summaryOf, Traffic } from "../../traffic";
import { split } from "../support/aws";

describe("Traffic that has been counted", () => {
  it("is measured as traffic that is configured is", () => {
    const pools = fc.record({ weight: fc.integer({ min: 1, max: 999 }), targets: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(pools, pools, (blue, green) => {
        const traffic = new Traffic(readGraph(split({ blue, green })));
        const [route] = traffic.routes;
        assert.ok(route);
        const { largestShare, effectiveBackends } = summaryOf(traffic, route);
        const counts = [blue, green].flatMap(({ weight, targets }) =>
          Array.from({ length: targets }, () => weight / targets),
        );
        const counted = observed(counts);
        assert.ok(Math.abs(counted.largest - largestShare.atMost) < 1e-9);
        assert.ok(Math.abs(counted.effectiveBackends - effectiveBackends.atMost) < 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it("is nothing where nothing was counted", () => {
    assert.deepEqual(observed([0, 0]), { shares: [0, 0], largest: 0, effectiveBackends: 0 });
    assert.deepEqual(observed([]), { shares: [], largest: 0, effectiveBackends: 0 });
  });
});

describe("A favourite", () => {
  it("got half as much again as it should, and chance does not explain it", () => {
    assert.equal(isFavourite(600, 1000, 0.25), true);
  });
  it("is none for few requests", () => {
    assert.equal(isFavourite(3, 4, 0.25), false);
  });
  it("is none for a difference that does not matter, however sure it is", () => {
    assert.equal(isFavourite(260_000, 1_000_000, 0.25), false);
  });
  it("is none where it is the only one that there should be, or nothing came", () => {
    assert.equal(isFavourite(1000, 1000, 1), false);
    assert.equal(isFavourite(0, 0, 0.5), false);
  });
  it("is hardly ever found in an even spread", () => {
    let [found, seed] = [0, 1];
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let window = 0; window < 2000; window += 1) {
      const counts = [0, 0, 0, 0, 0];
      for (let request = 0; request < 200; request += 1) {
        const at = Math.floor(random() * 5);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      found += counts.filter((one) => isFavourite(one, 200, 0.2)).length;
    }
    assert.ok(found <= 3, `${found} of 10,000`);
  });
});
