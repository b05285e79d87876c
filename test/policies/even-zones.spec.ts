import assert from "node:assert/strict";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judgedBy } from "../support/engine";

const POLICY = "even-zones";

/** A Network Load Balancer in two zones with so many instances in each. */
function web([a, b]: readonly [number, number], enableCrossZoneLoadBalancing = false) {
  const inputs = { loadBalancerType: "network", enableCrossZoneLoadBalancing };
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"], inputs);
  assert.ok(front);
  const group = targetGroup("pool");
  const members = [
    ...instances("a", Array<string>(a).fill("us-east-1a")),
    ...instances("b", Array<string>(b).fill("us-east-1b")),
  ];
  return [front, ...subnets, group, ...registered(group, members), listener("web", front, [[group, 1]])];
}

describe(POLICY, () => {
  it("is content with twice as many targets in a zone", async () => {
    assert.deepEqual(await judgedBy(POLICY, web([1, 2])), []);
  });

  it("advises on four times as many, and names the busiest and the least busy target", async () => {
    const [violation, ...others] = await judgedBy(POLICY, web([1, 4]));
    assert.deepEqual(others, []);
    assert.match(
      violation?.message ?? "",
      /^instance a-0 gets 4 times as much of the traffic of target group pool as instance b-\d; at most 2 times/,
    );
  });

  it("takes the ratio that it is told to", async () => {
    const all = await judgedBy(POLICY, web([2, 3]), { [POLICY]: { maxRatio: 1.2 } });
    assert.match(all[0]?.message ?? "", /gets 1\.5 times as much/);
  });

  it("does not mind zones where the load balancer shares over all of them", async () => {
    assert.deepEqual(await judgedBy(POLICY, web([1, 4], true)), []);
  });
});
