import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Bounds, type Properties } from "../../../traffic";
import { duringDeployment } from "../../../traffic/aws/ecs-rollouts";
import { InPlaceDeployments } from "../../../traffic/aws/in-place-deployments";
import { duringInstanceRefresh } from "../../../traffic/aws/instance-refresh";
import type { Floor } from "../../../traffic/behaviour";
import { Stack } from "../../../traffic/stack";
import { arn, existing } from "../../support/resources";

const ANY_SIZE = between(0, Infinity);

function keeping(floor: Bounds): Floor {
  return { floor, setBy: undefined, gaps: [] };
}

describe("An instance refresh of ten", () => {
  const left = (inputs: Properties, floor = exactly(10)) =>
    duringInstanceRefresh(existing("aws:autoscaling/group:Group", "web", inputs), keeping(floor));
  const refresh = (preferences: Properties, more: Properties = {}): Properties => ({
    instanceRefresh: { strategy: "Rolling", preferences },
    ...more,
  });
  const policy = (instanceMaintenancePolicy: Properties) => refresh({}, { instanceMaintenancePolicy });

  for (const [what, inputs, floor] of [
    ["keeps nine by default", refresh({}), exactly(9)],
    ["keeps half, as it is told", refresh({ minHealthyPercentage: 50 }), exactly(5)],
    ["takes one away before it adds one, though it is to keep all", refresh({ minHealthyPercentage: 100 }), exactly(9)],
    [
      "keeps what it is told where it adds first",
      refresh({ minHealthyPercentage: 75, maxHealthyPercentage: 125 }),
      exactly(8),
    ],
    [
      "follows the maintenance policy of the group",
      policy({ minHealthyPercentage: 30, maxHealthyPercentage: 100 }),
      exactly(3),
    ],
    [
      "follows its own preference before that policy",
      refresh({ minHealthyPercentage: 80 }, { instanceMaintenancePolicy: { minHealthyPercentage: 30 } }),
      exactly(8),
    ],
    ["may leave none where its preference is not known", refresh({ minHealthyPercentage: UNKNOWN }), between(0, 9)],
    ["may leave all where nothing of it is known", { instanceRefresh: UNKNOWN }, between(0, 10)],
    [
      "may leave all where the policy is not known",
      { instanceRefresh: {}, instanceMaintenancePolicy: UNKNOWN },
      between(0, 10),
    ],
  ] as const) {
    it(what, () => {
      assert.deepEqual(left(inputs)?.floor, floor);
    });
  }

  it("is none without the block, nor where it adds before it takes away", () => {
    assert.equal(left({}), undefined);
    assert.equal(left(refresh({ minHealthyPercentage: 100, maxHealthyPercentage: 110 })), undefined);
  });

  it("names the setting, and what of it is not known", () => {
    const known = left(refresh({}));
    assert.equal(known?.setBy?.label, "instanceRefresh.preferences.minHealthyPercentage of Auto Scaling group web");
    assert.deepEqual(known.gaps, []);
    assert.deepEqual(
      left(refresh({ maxHealthyPercentage: UNKNOWN }))?.gaps.map(({ property }) => property),
      ["instanceRefresh"],
    );
  });

  it("leaves any number of a group of which the size is not known, and none where it may take all", () => {
    assert.deepEqual(left(refresh({}), ANY_SIZE)?.floor, ANY_SIZE);
    assert.deepEqual(left(refresh({ minHealthyPercentage: 0 }), ANY_SIZE)?.floor, exactly(0));
    assert.deepEqual(left(refresh({}), exactly(0))?.floor, exactly(0));
  });
});

describe("A deployment of ten ECS tasks", () => {
  const left = (percent: Properties[string], floor = exactly(10)) =>
    duringDeployment(
      existing("aws:ecs/service:Service", "app", { deploymentMinimumHealthyPercent: percent }),
      keeping(floor),
    );

  it("keeps so many percent, rounded up", () => {
    assert.deepEqual(left(50)?.floor, exactly(5));
    assert.deepEqual(left(33)?.floor, exactly(4));
    assert.equal(left(50)?.setBy?.label, "deploymentMinimumHealthyPercent of ECS service app");
  });

  it("takes none away at 100 %, the default", () => {
    assert.equal(left(100), undefined);
    assert.equal(left(null), undefined);
  });

  it("may leave none or all where the percentage is not known", () => {
    assert.deepEqual(left(UNKNOWN)?.floor, between(0, 10));
    assert.equal(left(UNKNOWN)?.gaps.length, 1);
    assert.deepEqual(left(0, ANY_SIZE)?.floor, exactly(0));
    assert.deepEqual(left(50, ANY_SIZE)?.floor, ANY_SIZE);
  });
});

describe("An in-place deployment to ten instances", () => {
  const group = existing("aws:autoscaling/group:Group", "web", { name: "web" });
  const configuration = (minimumHealthyHosts: Properties[string]) =>
    existing("aws:codedeploy/deploymentConfig:DeploymentConfig", "own", {
      deploymentConfigName: "own",
      minimumHealthyHosts,
    });
  const left = (inputs: Properties, others: readonly ReturnType<typeof existing>[] = [], floor = exactly(10)) => {
    const deployment = existing("aws:codedeploy/deploymentGroup:DeploymentGroup", "app", {
      autoscalingGroups: ["web"],
      ...inputs,
    });
    return new InPlaceDeployments(new Stack([group, deployment, ...others])).of(group, keeping(floor));
  };

  for (const [name, floor] of [
    [null, exactly(9)],
    ["CodeDeployDefault.OneAtATime", exactly(9)],
    ["CodeDeployDefault.HalfAtATime", exactly(5)],
    ["CodeDeployDefault.AllAtOnce", exactly(0)],
    ["own", between(0, 10)],
    [UNKNOWN, between(0, 10)],
  ] as const) {
    it(`leaves ${floor.atLeast} to ${floor.atMost} with the configuration ${String(name)}`, () => {
      assert.deepEqual(left({ deploymentConfigName: name })?.floor, floor);
    });
  }

  for (const [what, hosts, floor] of [
    ["a number of hosts", { type: "HOST_COUNT", value: 7 }, exactly(7)],
    ["more hosts than there are", { type: "HOST_COUNT", value: 70 }, exactly(10)],
    ["a percentage of the fleet", { type: "FLEET_PERCENT", value: 33 }, exactly(4)],
    ["a number that is not known", { type: "HOST_COUNT", value: UNKNOWN }, between(0, 10)],
    ["a kind that is not known", { type: UNKNOWN, value: 7 }, between(0, 10)],
    ["something that is not known", UNKNOWN, between(0, 10)],
  ] as const) {
    it(`leaves what a configuration of the stack keeps: ${what}`, () => {
      assert.deepEqual(left({ deploymentConfigName: arn(configuration(hosts)) }, [configuration(hosts)])?.floor, floor);
    });
  }

  it("names the setting, and says what is not known", () => {
    assert.equal(left({})?.setBy?.label, "deploymentConfigName of deployment group app");
    assert.deepEqual(left({})?.gaps, []);
    assert.deepEqual(
      left({ deploymentConfigName: UNKNOWN })?.gaps.map(({ property }) => property),
      ["deploymentConfigName"],
    );
  });

  it("leaves one less than none nowhere, and any of a size that is not known", () => {
    assert.deepEqual(left({}, [], exactly(0))?.floor, exactly(0));
    assert.deepEqual(left({}, [], between(3, Infinity))?.floor, between(2, Infinity));
  });

  it("takes nothing away where the deployment is blue/green, or its style is not known", () => {
    assert.equal(left({ deploymentStyle: { deploymentType: "BLUE_GREEN" } }), undefined);
    assert.equal(left({ deploymentStyle: UNKNOWN }), undefined);
    assert.deepEqual(left({ deploymentStyle: { deploymentType: "IN_PLACE" } })?.floor, exactly(9));
  });

  it("takes nothing of a group that it does not deploy to", () => {
    assert.equal(left({ autoscalingGroups: ["other"] }), undefined);
  });
});
