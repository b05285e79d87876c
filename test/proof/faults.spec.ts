import assert from "node:assert/strict";
import type { Resource } from "../../traffic";
import { detectionRates, foundIn } from "./faults/detection";
import { FAULTS } from "../../drills/faults/faults";
import { GOOD } from "./faults/good";

describe("Fault injection", () => {
  const rates = new Map<string, ReturnType<typeof detectionRates>>();
  const goods = new Map<string, readonly Resource[]>();

  before(async () => {
    for (const [name, good] of Object.entries(GOOD)) {
      const resources = await good();
      goods.set(name, resources);
      rates.set(name, detectionRates(resources));
    }
  });

  for (const name of Object.keys(GOOD)) {
    it(`finds nothing in ${name}`, () => {
      assert.deepEqual(foundIn(goods.get(name) ?? []), []);
    });

    it(`finds every single fault in ${name}`, () => {
      const missed = (rates.get(name) ?? []).flatMap(({ fault, missed: all }) =>
        all.map(({ at }) => `${fault}: ${at}`),
      );
      assert.deepEqual(missed, []);
    });
  }

  it("puts in each kind of fault somewhere", () => {
    const used = new Set([...rates.values()].flat().map(({ fault }) => fault));
    assert.deepEqual([...used].sort(), [...new Set(FAULTS.map(({ name }) => name))].sort());
  });
});
