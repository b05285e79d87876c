import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";
import { balancer, listener, targetGroup } from "../support/aws";
import { judged, judgedBy } from "../support/engine";
import { arn, existing } from "../support/resources";

const POLICY = "rollout-keeps-two";

/** An ECS service of so many tasks in two zones. */
function service(desiredCount: number, percent: Value, weight = 1): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool");
  const app = existing("aws:ecs/service:Service", "app", {
    launchType: "FARGATE",
    desiredCount,
    deploymentMinimumHealthyPercent: percent,
    loadBalancers: [{ targetGroupArn: arn(group) }],
    networkConfiguration: { subnets: subnets.map(arn) },
  });
  return [front, ...subnets, group, app, listener("web", front, [[group, weight]])];
}

/** An Auto Scaling group of so many instances in two zones. */
function scaled(minSize: number, inputs: Properties): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const group = targetGroup("pool");
  const zones: Properties = { vpcZoneIdentifiers: subnets.map(arn), targetGroupArns: [arn(group)] };
  const workers = existing("aws:autoscaling/group:Group", "workers", { minSize, maxSize: 9, ...zones, ...inputs });
  return [front, ...subnets, group, workers, listener("web", front, [[group, 1]])];
}

const refresh = (preferences: Properties = {}): Properties => ({
  instanceRefresh: { strategy: "Rolling", preferences },
});

describe(POLICY, () => {
  it("advises on a deployment that stops tasks first, and names the setting", async () => {
    const [violation, ...others] = await judgedBy(POLICY, service(3, 50));
    assert.deepEqual(others, []);
    assert.equal(violation, undefined);
    const [short] = await judgedBy(POLICY, service(2, 50));
    assert.equal(short?.resource, "app");
    assert.match(
      short.message,
      /^target group pool, which gets 100 % of the traffic of listener web:443, is down to 1 target while a rollout runs; at least 2/,
    );
    assert.match(short.message, /Change deploymentMinimumHealthyPercent of ECS service app/);
  });

  it("is content where new tasks come before old ones go", async () => {
    assert.deepEqual(await judgedBy(POLICY, service(2, 100)), []);
  });

  it("says that it cannot tell where the percentage is not known", async () => {
    const all = await judged(service(2, UNKNOWN), { [POLICY]: {} });
    assert.match(all[0]?.message ?? "", /that target group pool keeps 2 targets while a rollout runs/);
  });

  it("leaves a pool to at-least-two-targets that is too small anyway", async () => {
    assert.deepEqual(await judgedBy(POLICY, service(1, 50)), []);
  });

  for (const [what, minSize, inputs, finds] of [
    ["without an instance refresh", 2, {}, false],
    ["of two, with a refresh as it is by default", 2, refresh(), true],
    ["of three, with a refresh as it is by default", 3, refresh(), false],
    [
      "of two, with a refresh that launches first",
      2,
      refresh({ minHealthyPercentage: 100, maxHealthyPercentage: 110 }),
      false,
    ],
    ["of four, with a refresh that keeps a quarter", 4, refresh({ minHealthyPercentage: 25 }), true],
    [
      "of two, with a maintenance policy that launches first",
      2,
      { ...refresh(), instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 150 } },
      false,
    ],
  ] as const) {
    it(`${finds ? "advises on" : "is content with"} an Auto Scaling group ${what}`, async () => {
      const all = await judgedBy(POLICY, scaled(minSize, inputs));
      assert.equal(all.length > 0, finds);
    });
  }

  for (const [configuration, finds] of [
    ["CodeDeployDefault.AllAtOnce", true],
    ["CodeDeployDefault.HalfAtATime", false],
    ["CodeDeployDefault.OneAtATime", false],
  ] as const) {
    it(`${finds ? "advises on" : "is content with"} in-place deployments to four instances, ${configuration}`, async () => {
      const deployment = existing("aws:codedeploy/deploymentGroup:DeploymentGroup", "app", {
        autoscalingGroups: ["workers"],
        deploymentConfigName: configuration,
      });
      const all = await judgedBy(POLICY, [...scaled(4, { name: "workers" }), deployment]);
      assert.equal(all.length > 0, finds);
    });
  }
});
