import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Resource } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judged, judgedBy } from "../support/engine";

const POLICY = "spans-two-zones";

/** A load balancer in two zones, with an instance in each of the given ones. */
function web(...zones: readonly string[]) {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool");
  return [front, ...subnets, group, ...registered(group, instances("i", zones)), listener("web", front, [[group, 1]])];
}

describe(POLICY, () => {
  it("is content with targets in two zones", async () => {
    assert.deepEqual(await judgedBy(POLICY, web("us-east-1a", "us-east-1b")), []);
  });

  it("advises on targets in one zone, and names it", async () => {
    const [violation, ...others] = await judgedBy(POLICY, web("us-east-1a", "us-east-1a"));
    assert.deepEqual(others, []);
    assert.equal(violation?.level, "advisory");
    assert.match(
      violation.message,
      /^target group pool has targets in 1 zone \(us-east-1a\); at least 2 are required\./,
    );
  });

  it("demands as many zones as it is told to", async () => {
    const all = await judgedBy(POLICY, web("us-east-1a", "us-east-1b"), { [POLICY]: { minZones: 3 } });
    assert.match(all[0]?.message ?? "", /has targets in 2 zones; at least 3 are required/);
  });

  it("advises on a zone that takes too much", async () => {
    const four = web("us-east-1a", "us-east-1a", "us-east-1a", "us-east-1a", "us-east-1b");
    const [violation] = await judgedBy(POLICY, four);
    assert.match(violation?.message ?? "", /^us-east-1a takes 80 % of the traffic of target group pool; at most 75 %/);
  });

  it("says that it cannot tell where the zone of a target is not known", async () => {
    const zones = web("us-east-1a", "us-east-1a", "us-east-1b").map((one): Resource => {
      const outputs: Properties = { ...one.outputs, availabilityZone: UNKNOWN };
      return one.name === "i-2" ? { ...one, inputs: {}, outputs } : one;
    });
    const all = await judged(zones, { [POLICY]: {} });
    assert.deepEqual(
      all.map(({ policy }) => policy),
      ["traffic-is-provable"],
    );
    assert.match(all[0]?.message ?? "", /that target group pool has targets in 2 zones/);
  });

  it("leaves a pool to at-least-two-targets that it has spoken of", async () => {
    assert.deepEqual(await judgedBy(POLICY, web("us-east-1a")), []);
  });
});
