import assert from "node:assert/strict";
import { join } from "node:path";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import type { Outcome } from "./outcome";
import { newPack, type ThrowawayPack } from "./pack";
import { openProject } from "./project";
import { newStack, type TestStack } from "./stack";
import { together } from "./together";
import { newWitness, testimony } from "./witness";

const web =
  ({ weight = 50, port = 80 } = {}) =>
  async () => {
    const balancer = new LoadBalancer("web", { subnets: ["subnet-1", "subnet-2"] });
    const blue = new TargetGroup("blue", { port, protocol: "HTTP" });
    const green = new TargetGroup("green", { name: "green", port: 80, protocol: "HTTP" });
    const targetGroups = [
      { arn: blue.arn, weight },
      { arn: green.arn, weight: 100 - weight },
    ];
    new Listener("http", {
      loadBalancerArn: balancer.arn,
      port: 80,
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
    });
    return Promise.resolve();
  };

const arn = /^arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup\/green\/[0-9a-f]{16}$/;

describe("The engine, with a cloud on loopback", () => {
  let witness: ThrowawayPack;
  let objector: ThrowawayPack;
  before(async () => {
    witness = await newWitness();
    objector = await newPack(`
      const { PolicyPack } = require("@pulumi/policy");
      const validateStack = (_, report) => report({ message: "no" });
      new PolicyPack("objector", {
        policies: [{ name: "no", description: "Objects.", enforcementLevel: "mandatory", validateStack }],
      });
    `);
  });
  after(() => Promise.all([witness.remove(), objector.remove()]));

  const observed = together(2, {
    "a first preview": () => onStack((stack) => stack.preview({ packs: [witness.folder] })),
    "an update": () => onStack((stack) => stack.up({ packs: [witness.folder] })),
    "a change in place": () =>
      onStack(async (stack) => {
        await stack.up();
        stack.setProgram(web({ weight: 90 }));
        return stack.preview({ packs: [witness.folder] });
      }),
    "a replacement": () =>
      onStack(async (stack) => {
        await stack.up();
        stack.setProgram(web({ port: 8080 }));
        return stack.preview({ packs: [witness.folder] });
      }),
    "a failure": () =>
      onStack(async (stack) => {
        await stack.disturb("create", /TargetGroup::green$/, { message: "TooManyTargetGroups" });
        return stack.up();
      }),
    "an objection": () => onStack((stack) => stack.preview({ packs: [objector.folder] })),
    "a YAML project": async () => {
      const project = await openProject(join(__dirname, "../../../test/engine/yaml-project"));
      try {
        return await project.preview("--policy-pack", witness.folder);
      } finally {
        await project.destroyFiles();
      }
    },
  });

  it("knows no computed output in a first preview", async () => {
    const { props } = testimony(await observed("a first preview"), "outputs", "green");
    assert.deepEqual([props["arn"], props["id"], props["healthCheck"]], ["unknown", "unknown", "unknown"]);
    assert.deepEqual([props["name"], props["port"]], ["green", 80]);
  });

  it("shows a resource policy the inputs, with the provider's defaults and the names it generates", async () => {
    const { props } = testimony(await observed("a first preview"), "inputs", "blue");
    assert.deepEqual([props["port"], props["targetType"], "arn" in props], [80, "instance", false]);
    assert.match(String(props["name"]), /^blue-[0-9a-f]{7}$/);
  });

  it("names the resources behind each property", async () => {
    const { propertyDependencies } = testimony(await observed("a first preview"), "outputs", "http");
    assert.deepEqual(propertyDependencies?.["defaultActions"], ["blue", "green"]);
    assert.deepEqual(propertyDependencies["loadBalancerArn"], ["web"]);
  });

  it("gives real forms to ARNs in an update, and passes them on", async () => {
    const outcome = await observed("an update");
    const green = testimony(outcome, "outputs", "green").props;
    assert.match(String(green["arn"]), arn);
    assert.equal(green["id"], green["arn"]);
    const listener = testimony(outcome, "inputs", "http").props;
    assert.ok(JSON.stringify(listener["defaultActions"]).includes(String(green["arn"])));
  });

  it("keeps knowing what exists when a change is made in place", async () => {
    const outcome = await observed("a change in place");
    assert.match(String(testimony(outcome, "outputs", "green").props["arn"]), arn);
    const listener = testimony(outcome, "outputs", "http").props;
    assert.match(String(listener["arn"]), /:listener\/app\/web-/);
    assert.match(JSON.stringify(listener["defaultActions"]), /"weight":90/);
  });

  it("knows no ARN of what is replaced", async () => {
    const outcome = await observed("a replacement");
    assert.equal(testimony(outcome, "outputs", "blue").props["arn"], "unknown");
    assert.ok(
      outcome.steps.some(({ op, urn }) => op === "replace" && urn.endsWith("::blue")),
      outcome.output,
    );
  });

  it("fails where the cloud is told to", async () => {
    const outcome = await observed("a failure");
    assert.equal(outcome.ok, false);
    assert.ok(
      outcome.errors.some((error) => error.includes("TooManyTargetGroups")),
      outcome.output,
    );
  });

  it("fails a preview on a mandatory violation", async () => {
    const { ok, exitCode, violations } = await observed("an objection");
    assert.deepEqual({ ok, exitCode }, { ok: false, exitCode: 1 });
    assert.deepEqual(
      violations.map(({ policy, level, message }) => ({ policy, level, message })),
      [{ policy: "no", level: "mandatory", message: "no" }],
    );
  });

  it("runs a YAML project with the command that a user types", async () => {
    const outcome = await observed("a YAML project");
    assert.ok(outcome.ok, outcome.output);
    const { props, propertyDependencies } = testimony(outcome, "outputs", "http");
    assert.equal(props["loadBalancerArn"], "unknown");
    assert.deepEqual(propertyDependencies?.["defaultActions"], ["blue", "green"]);
    assert.equal(testimony(outcome, "inputs", "subnet").props["availabilityZone"], "us-east-1a");
  });
});

async function onStack(act: (stack: TestStack) => Promise<Outcome>): Promise<Outcome> {
  const stack = await newStack(web());
  try {
    return await act(stack);
  } finally {
    await stack.destroyFiles();
  }
}
