import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Value } from "../../traffic";
import { balancer, listener, targetGroup } from "../support/aws";
import { judgedBy } from "../support/engine";
import { arn, existing } from "../support/resources";

const POLICY = "capacity-is-not-capped";

function scaled(minSize: Value, maxSize: Value, scheduled?: number) {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool");
  const zones: Properties = { vpcZoneIdentifiers: subnets.map(arn), targetGroupArns: [arn(group)] };
  const workers = existing("aws:autoscaling/group:Group", "workers", { name: "workers", minSize, maxSize, ...zones });
  const night = existing("aws:autoscaling/schedule:Schedule", "night", {
    autoscalingGroupName: "workers",
    minSize: -1,
    maxSize: scheduled ?? -1,
  });
  return [front, ...subnets, group, workers, night, listener("web", front, [[group, 1]])];
}

describe(POLICY, () => {
  it("is content with a group that can grow", async () => {
    assert.deepEqual(await judgedBy(POLICY, scaled(2, 4)), []);
  });

  it("advises on a group whose maximum is its minimum", async () => {
    const [violation] = await judgedBy(POLICY, scaled(4, 4));
    assert.match(
      violation?.message ?? "",
      /^Auto Scaling group workers cannot grow: maxSize of Auto Scaling group workers is 4, and so is its minimum\./,
    );
  });

  it("advises on a schedule that takes a group below its minimum", async () => {
    const [violation, ...others] = await judgedBy(POLICY, scaled(4, 9, 3));
    assert.deepEqual(others, []);
    assert.equal(violation?.resource, "night");
    assert.match(
      violation.message,
      /^maxSize of schedule night takes Auto Scaling group workers down to 3 at some time/,
    );
  });

  it("does not mind a schedule that keeps a group at its minimum", async () => {
    assert.deepEqual(await judgedBy(POLICY, scaled(4, 9, 4)), []);
  });

  it("says nothing of a maximum that is not known", async () => {
    assert.deepEqual(await judgedBy(POLICY, scaled(2, UNKNOWN)), []);
  });
});
