import assert from "node:assert/strict";
import { InputPropertyError } from "@pulumi/pulumi";
import {
  atLeastTwo,
  AutoScalingSite,
  FargateSite,
  InstanceSite,
  TcpService,
  type AutoScalingSiteArgs,
  type FargateSiteArgs,
  type TcpServiceArgs,
} from "../../../components/aws";
import { inputsOf, madeBy, type Made } from "../made";
import { EVERYONE, healthCheck, instance, zones } from "./site";

const perZone = { min: 1, max: 4 };
const TWICE = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-a" });
const ELSEWHERE = atLeastTwo({ subnetId: "private-a" }, { subnetId: "private-b" });
const release = (version: string) => ({ perZone, launchTemplate: { id: "lt-1", version } });

const fargate = (args: Partial<FargateSiteArgs> = {}) =>
  new FargateSite("web", {
    ...{ zones: zones(), clients: EVERYONE, perZone, port: 80, healthCheck },
    ...{ clusterArn: "arn:cluster/shop", taskDefinitionArn: "app:1", containerName: "app" },
    ...args,
  });
const scaled = (args: Partial<AutoScalingSiteArgs> = {}) =>
  new AutoScalingSite("web", {
    ...{ zones: zones(), clients: EVERYONE, blue: release("1"), port: 80, healthCheck, securityGroupId: "sg-1" },
    ...args,
  });
const service = (args: Partial<TcpServiceArgs> = {}) =>
  new TcpService("queue", {
    ...{ zones: zones(), clients: EVERYONE, port: 5672, protocol: "TCP", healthCheck: {}, securityGroupId: "sg-1" },
    ...{ ...release("1"), listeners: [{ port: 5671, protocol: "TLS", certificateArn: "arn:certificate" }] },
    ...args,
  });

/** The weights of the one listener that leads to pools, in the order of its pools. */
function weightsIn(made: readonly Made[]): unknown {
  const { defaultActions } = inputsOf(made, "Listener", "web") as {
    defaultActions: { forward: { targetGroups: { arn: string; weight: number }[] } }[];
  };
  return defaultActions[0]?.forward.targetGroups.map(({ arn, weight }) => [arn, weight]);
}

describe("A service", () => {
  it("is a load balancer with all that it leads to, as its parts", async () => {
    const made = await madeBy(() => fargate());
    for (const type of ["LoadBalancer", "Listener", "TargetGroup", "Service"]) {
      assert.equal(made.filter((one) => one.type.endsWith(`:${type}`)).length, 1, type);
    }
    assert.deepEqual(weightsIn(made), [["arn:TargetGroup-web", 1]]);
  });

  it("may have its tasks elsewhere than its load balancer", async () => {
    const made = await madeBy(() => fargate({ taskZones: ELSEWHERE }));
    const { networkConfiguration } = inputsOf(made, "Service") as { networkConfiguration: { subnets: string[] } };
    assert.deepEqual(networkConfiguration.subnets, ["private-a", "private-b"]);
    assert.deepEqual(inputsOf(made, "LoadBalancer")["subnets"], ["Subnet-subnet-a", "Subnet-subnet-b"]);
  });

  it("may be on instances that are named one by one", async () => {
    const made = await madeBy(() => {
      const [one, other] = [zones().first, zones().second].map((zone, index) => instance(`web-${index}`, zone));
      assert.ok(one && other);
      return new InstanceSite("web", {
        ...{ zones: zones(), clients: EVERYONE, port: 80, healthCheck, vpcId: "vpc-1", securityGroupId: "sg-1" },
        instances: atLeastTwo({ instanceId: one.id }, { instanceId: other.id }),
      });
    });
    assert.equal(made.filter(({ type }) => type.endsWith(":TargetGroupAttachment")).length, 2);
  });

  it("takes connections at its ports, and gives them to the instances", async () => {
    const made = await madeBy(() => service());
    const { port, protocol, certificateArn } = inputsOf(made, "Listener");
    assert.deepEqual([port, protocol, certificateArn], [5671, "TLS", "arn:certificate"]);
    assert.equal(inputsOf(made, "TargetGroup")["port"], 5672);
  });
});

describe("A site with two groups", () => {
  const groups = { green: release("2") };

  for (const [what, args, expected] of [
    ["blue alone where there is no green", {}, [["blue", 1]]],
    [
      "blue where nothing is said",
      groups,
      [
        ["green", 0],
        ["blue", 100],
      ],
    ],
    [
      "green where that is live",
      { ...groups, live: "green" },
      [
        ["blue", 0],
        ["green", 100],
      ],
    ],
  ] as const) {
    it(`has its traffic go to ${what}`, async () => {
      const made = await madeBy(() => scaled(args));
      const named = expected.map(([colour, weight]) => [`arn:TargetGroup-web-${colour}`, weight]);
      assert.deepEqual(weightsIn(made), named);
    });
  }

  it("gives the names of both to those who look at them", async () => {
    let both: AutoScalingSite | undefined;
    await madeBy(() => (both = scaled(groups)));
    const { greenTargetGroupArn, greenAutoScalingGroupName } = both ?? {};
    assert.ok(greenTargetGroupArn && greenAutoScalingGroupName);
  });
});

/** What is refused, by the name that the property has in the service. */
const REFUSED: Readonly<Record<string, readonly [() => unknown, string]>> = {
  "a live group that there is not": [() => scaled({ live: "green" }), "live"],
  "no instance of blue": [() => scaled({ blue: { ...release("1"), perZone: { min: 0, max: 1 } } }), "blue.perZone.min"],
  "no instance of green": [
    () => scaled({ green: { ...release("2"), perZone: { min: 0, max: 1 } } }),
    "green.perZone.min",
  ],
  "steps that end too soon": [() => scaled({ green: release("2"), shift: { steps: [10] } }), "shift.steps"],
  "one subnet twice": [() => scaled({ zones: TWICE }), "zones.second.subnetId"],
  "one subnet of instances twice": [() => scaled({ instanceZones: TWICE }), "instanceZones.second.subnetId"],
  "one subnet of tasks twice": [() => fargate({ taskZones: TWICE }), "taskZones.second.subnetId"],
  "one subnet of a service twice": [() => service({ instanceZones: TWICE }), "instanceZones.second.subnetId"],
  "no listener": [() => service({ listeners: [] }), "listeners"],
  "no port": [() => fargate({ port: 0 }), "port"],
};

describe("What a service refuses", () => {
  for (const [what, [make, path]] of Object.entries(REFUSED)) {
    it(`is ${what}`, async () => {
      await madeBy(() => {
        assert.throws(make, (error) => {
          assert.ok(InputPropertyError.isInstance(error), String(error));
          assert.equal(error.propertyPath, path);
          assert.ok(error.reason.startsWith(`${path} must`), error.reason);
          return true;
        });
      });
    });
  }
});
