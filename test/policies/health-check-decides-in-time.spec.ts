import assert from "node:assert/strict";
import { UNKNOWN, type Properties } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judged, judgedBy } from "../support/engine";
import { arn, existing } from "../support/resources";

const POLICY = "health-check-decides-in-time";

/** Two instances behind a target group with this health check. */
function checked(healthCheck: Properties, inputs: Properties = {}) {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool", { protocol: "HTTP", healthCheck, ...inputs });
  const members = registered(group, instances("i", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, group, ...members, listener("web", front, [[group, 1]])];
}

const messages = async (healthCheck: Properties, options: Properties = {}) =>
  (await judgedBy(POLICY, checked(healthCheck), { [POLICY]: options })).map(({ message }) => message);

describe(POLICY, () => {
  it("is content with what a target group has by default", async () => {
    assert.deepEqual(await messages({}), []);
  });

  it("advises on a check that takes too long, and says how long", async () => {
    const [message] = await messages({ interval: 60, unhealthyThreshold: 5 });
    assert.match(
      message ?? "",
      /^target group pool takes 300 s to notice a target that fails: 5 failed checks, one every 60 s; at most 90 s is allowed/,
    );
  });

  it("takes the time that it is told to", async () => {
    assert.equal((await messages({ interval: 10, unhealthyThreshold: 3 }, { maxSeconds: 20 })).length, 1);
  });

  it("advises on a timeout that is longer than the interval", async () => {
    const [message] = await messages({ interval: 10, timeout: 20 });
    assert.match(message ?? "", /waits 20 s for the answer of a health check, longer than the 10 s to the next one/);
  });

  it("says what the service would refuse", async () => {
    const all = await messages({ interval: 1000, timeout: 5, unhealthyThreshold: 1 });
    assert.match(all[0] ?? "", /healthCheck\.interval must be 5 to 300 seconds, but is 1000/);
    assert.match(all[1] ?? "", /healthCheck\.unhealthyThreshold must be 2 to 10, but is 1/);
  });

  it("says that it cannot tell where the interval is not known", async () => {
    const all = await judged(checked({ interval: UNKNOWN }), { [POLICY]: {} });
    assert.match(
      all[0]?.message ?? "",
      /that target group pool notices a target that fails within 90 s:\n- healthCheck\.interval/,
    );
  });

  it("advises once on a group that keeps what the load balancer finds unhealthy", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const pools = [targetGroup("a"), targetGroup("b")];
    const group = existing("aws:autoscaling/group:Group", "workers", {
      minSize: 2,
      maxSize: 4,
      vpcZoneIdentifiers: subnets.map(arn),
      targetGroupArns: pools.map(arn),
    });
    const weights = pools.map((pool) => [pool, 1] as const);
    const all = await judgedBy(POLICY, [front, ...subnets, ...pools, group, listener("web", front, weights)]);
    assert.deepEqual(
      all.map(({ resource }) => resource),
      ["workers"],
    );
    assert.match(all[0]?.message ?? "", /\(healthCheckType EC2, the default\).*\nSet its healthCheckType to ELB\./);
  });
});
