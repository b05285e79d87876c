import assert from "node:assert/strict";
import {
  AddressPool,
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  InstancePool,
  LambdaPool,
  LoadBalancerPool,
  split,
  TcpLoadBalancer,
  type AtLeastTwo,
  type HttpRoute,
  type TcpRoute,
  type Zone,
} from "../../../components/aws";
import { inRehearsal } from "../../engine/rehearsal/observe";
import { EVERYONE, healthCheck, instance, zones } from "./site";

const perZone = { min: 1, max: 3 };
const launched = { launchTemplate: { id: "lt-1", version: "1" }, securityGroupId: "sg-1" };
const tasks = {
  ...{ clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/shop", taskDefinitionArn: "app:1" },
  containerName: "app",
};

const scaled = (name: string, zones: AtLeastTwo<Zone>) =>
  new AutoScalingPool(name, { ...launched, zones, perZone, port: 80, healthCheck });
const tcp = (name: string, zones: AtLeastTwo<Zone>) =>
  new AutoScalingPool(name, { ...launched, zones, perZone, port: 5432, protocol: "TCP", healthCheck: {} });

/** Where requests may go. */
const HTTP: Readonly<Record<string, (zones: AtLeastTwo<Zone>) => HttpRoute>> = {
  "an Auto Scaling group": (zones) => scaled("pool", zones),
  "two Auto Scaling groups": (zones) =>
    split({ to: scaled("blue", zones), weight: 90 }, { to: scaled("green", zones), weight: 10 }),
  "a service on Fargate": (zones) => new FargatePool("pool", { ...tasks, zones, perZone, port: 8080, healthCheck }),
  "two instances": ({ first, second }) => {
    const [one, two] = [instance("one", first), instance("two", second)];
    return new InstancePool("pool", {
      ...{ port: 80, healthCheck, vpcId: "vpc-1", securityGroupId: "sg-1" },
      instances: atLeastTwo({ instanceId: one.id }, { instanceId: two.id }),
    });
  },
  "two addresses": ({ first, second }) =>
    new AddressPool("pool", {
      ...{ port: 80, healthCheck, securityGroupId: "sg-1" },
      addresses: atLeastTwo(
        { address: "10.0.0.10", subnetId: first.subnetId },
        { address: "10.0.1.10", subnetId: second.subnetId },
      ),
    }),
  "a function": () => new LambdaPool("pool", { functionName: "hello" }),
};

/** Where connections may go. */
const TCP: Readonly<Record<string, (zones: AtLeastTwo<Zone>) => TcpRoute>> = {
  "an Auto Scaling group over TCP": (zones) => tcp("pool", zones),
  "two Auto Scaling groups over TCP": (zones) =>
    split({ to: tcp("blue", zones), weight: 90 }, { to: tcp("green", zones), weight: 10 }),
  "a service on Fargate over TCP": (zones) =>
    new FargatePool("pool", { ...tasks, zones, perZone, port: 5432, protocol: "TCP", healthCheck: {} }),
  "another load balancer": (zones) => {
    const balancer = new HttpLoadBalancer("inner", { zones, clients: EVERYONE, to: scaled("pool", zones) });
    return new LoadBalancerPool("inner", { balancer, healthCheck });
  },
};

const programs = {
  ...mapped(HTTP, (route) => () => {
    const both = zones();
    new HttpLoadBalancer("web", { zones: both, clients: EVERYONE, to: route(both) });
  }),
  ...mapped(TCP, (route) => () => {
    const both = zones();
    new TcpLoadBalancer("web", { zones: both, clients: EVERYONE, listeners: [{ port: 5432, to: route(both) }] });
  }),
};

// Nothing at any level: strict mode can only raise the level of what is found.
describe("What the pack finds in the components of AWS", () => {
  for (const [what, program] of Object.entries(programs)) {
    const observed = inRehearsal()(program, {});
    const demanding = inRehearsal()(program, { "at-least-two-targets": { minTargets: 3 } });

    it(`is what it would be of too few targets, of ${what}`, async () => {
      const { violations } = await demanding("safe");
      const found = violations.filter(({ policy }) => policy === "at-least-two-targets");
      // A function has as many as it takes.
      assert.equal(found.length > 0, what !== "a function");
    });

    for (const [when, phase] of [
      ["in a first preview", "beginning"],
      ["when it is deployed", "safe"],
    ] as const) {
      it(`is nothing of ${what}, ${when}`, async () => {
        const { violations } = await observed(phase);
        assert.deepEqual(
          violations.map(({ policy, message }) => `${policy}: ${message}`),
          [],
        );
      });
    }
  }
});

function mapped<From, To>(all: Readonly<Record<string, From>>, to: (from: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([name, from]) => [name, to(from)]));
}
