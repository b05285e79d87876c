import assert from "node:assert/strict";
import type { Resource } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { detectionRates, foundIn } from "./faults/detection";
import { resourcesOf } from "./faults/example";
import { FAULTS } from "./faults/faults";

/** Two targets in two zones, registered one by one, with everything stated that a policy asks for. */
function twoTargets(): Promise<Resource[]> {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
  const group = targetGroup("pool", {
    protocol: "HTTP",
    healthCheck: { enabled: true, interval: 10 },
    targetGroupHealth,
  });
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return Promise.resolve([front, ...subnets, group, ...members, listener("web", front, [[group, 1]])]);
}

const GOOD: Readonly<Record<string, () => Promise<readonly Resource[]>>> = {
  "the AWS example": () => resourcesOf("aws-web-service"),
  "the Google Cloud example": () => resourcesOf("gcp-web-service", { "gcp:region": "us-central1" }),
  "two registered targets": twoTargets,
};

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
