import assert from "node:assert/strict";
import { InputPropertyError } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import { atLeastTwo, DrillExperiment, type DrillExperimentArgs } from "../../../components/aws";
import { inputsOf, madeBy } from "../made";

const ARGS: Omit<DrillExperimentArgs, "stop"> = {
  zones: atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" }),
  perZone: { min: 2, max: 4 },
  alarmArn: "arn:alarm:concentrating",
  roleArn: "arn:role/fis",
};

const made = async (stop: DrillExperimentArgs["stop"], args = ARGS) =>
  inputsOf(await madeBy(() => new DrillExperiment("drill", { ...args, stop })), "ExperimentTemplate");

describe("DrillExperiment", () => {
  it("stops one running instance of a group", async () => {
    const { actions, targets } = await made({ instancesOf: "web-1234" });
    assert.deepEqual(actions, [
      { name: "stop", actionId: "aws:ec2:stop-instances", target: { key: "Instances", value: "backends" } },
    ]);
    assert.deepEqual(targets, [
      {
        name: "backends",
        resourceType: "aws:ec2:instance",
        resourceTags: [{ key: "aws:autoscaling:groupName", value: "web-1234" }],
        selectionMode: "COUNT(1)",
        filters: [{ path: "State.Name", values: ["running"] }],
      },
    ]);
  });

  it("stops tasks of a service", async () => {
    const { actions, targets } = await made({ tasksOf: { cluster: "shop", service: "api" }, count: 2 });
    assert.match(JSON.stringify(actions), /aws:ecs:stop-task/);
    const parameters = { cluster: "shop", service: "api" };
    assert.deepEqual(targets, [
      { name: "backends", resourceType: "aws:ecs:task", selectionMode: "COUNT(2)", parameters },
    ]);
  });

  it("stops all that is in a zone, and nothing elsewhere", async () => {
    const { targets } = await made({ zoneOf: "web-1234", availabilityZone: "us-east-1a" });
    assert.match(JSON.stringify(targets), /"path":"Placement.AvailabilityZone","values":\["us-east-1a"\]/);
    assert.match(JSON.stringify(targets), /"selectionMode":"ALL"/);
  });

  it("is stopped by the alarm, and fails where it finds nothing to stop", async () => {
    const { stopConditions, experimentOptions } = await made({ instancesOf: "web-1234" });
    assert.deepEqual(stopConditions, [{ source: "aws:cloudwatch:alarm", value: "arn:alarm:concentrating" }]);
    assert.match(JSON.stringify(experimentOptions), /"emptyTargetResolutionMode":"fail"/);
  });

  for (const [what, stop, perZone] of [
    ["an instance of two", { instancesOf: "web" }, { min: 1, max: 2 }],
    ["a zone of two with one each", { zoneOf: "web", availabilityZone: "us-east-1a" }, { min: 1, max: 2 }],
    ["three tasks of four", { tasksOf: { cluster: "c", service: "s" }, count: 3 }, { min: 2, max: 4 }],
  ] as const) {
    it(`refuses what would leave fewer than two: ${what}`, async () => {
      await setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
      assert.throws(
        () => new DrillExperiment(`refused-${what}`, { ...ARGS, perZone, stop }),
        (error) => error instanceof InputPropertyError && error.message.includes("must leave at least 2 backends"),
      );
    });
  }

  it("refuses to run without an alarm that would end it", async () => {
    await setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    assert.throws(
      () => new DrillExperiment("endless", { ...ARGS, alarmArn: undefined, stop: { instancesOf: "web" } }),
      /alarmArn must be an alarm that ends the experiment, but there is none/,
    );
  });

  it("refuses to stop no instance", async () => {
    await setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    assert.throws(
      () => new DrillExperiment("none", { ...ARGS, stop: { instancesOf: "web", count: 0 } }),
      /from 1 to 1000/,
    );
  });
});
