import assert from "node:assert/strict";
import { InputPropertyError, output } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import {
  AddressPool,
  adoptTargetGroup,
  atLeastTwo,
  AutoScalingPool,
  CanaryShift,
  FargatePool,
  HttpLoadBalancer,
  InstancePool,
  LambdaPool,
  LoadBalancerPool,
  split,
  TcpLoadBalancer,
  type Adoption,
  type AutoScalingPoolArgs,
  type CanaryShiftArgs,
  type FargatePoolArgs,
  type HttpLoadBalancerArgs,
  type Rule,
  type TcpListener,
} from "../../../components/aws";
import { EVERYONE, healthCheck } from "./site";

const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });

/** By then everything is registered that is to be. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

let names = 0;
const name = () => `it${(names += 1)}`;

const pool = () => new LambdaPool(`other-${name()}`, { functionName: "hello" });

const scaled = (args: Partial<AutoScalingPoolArgs>) => () =>
  new AutoScalingPool(name(), {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck, securityGroupId: "sg-1" },
    launchTemplate: { id: "lt-1", version: "1" },
    ...args,
  });
const fargate = (args: Partial<FargatePoolArgs>) => () =>
  new FargatePool(name(), {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck },
    ...{ clusterArn: "arn:cluster/shop", taskDefinitionArn: "app:1", containerName: "app" },
    ...args,
  });
const balancer =
  (args: Partial<HttpLoadBalancerArgs> = {}) =>
  () =>
    new HttpLoadBalancer(name(), { zones: ZONES, clients: EVERYONE, to: pool(), ...args });
const tcp = () =>
  new AutoScalingPool(`other-${name()}`, {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 5432, protocol: "TCP", healthCheck: {} },
    ...{ securityGroupId: "sg-1", launchTemplate: { id: "lt-1", version: "1" } },
  });
const udp = () =>
  new AddressPool(`other-${name()}`, {
    ...{ port: 53, protocol: "TCP_UDP", healthCheck: {}, securityGroupId: "sg-1" },
    addresses: atLeastTwo({ address: "10.0.0.1", subnetId: "subnet-a" }, { address: "10.0.1.1", subnetId: "subnet-b" }),
  });
const other = () => new HttpLoadBalancer(`other-${name()}`, { zones: ZONES, clients: EVERYONE, to: pool() });
const listeners = (make: () => readonly TcpListener[]) => () =>
  new TcpLoadBalancer(name(), { zones: ZONES, clients: EVERYONE, listeners: make() });
const rule = (args: Partial<Rule>): (() => unknown) =>
  balancer({ rules: [{ priority: 1, when: { path: ["/api/*"] }, then: { respond: 404 }, ...args }] });

const adopted = (args: Partial<Adoption>) => () =>
  adoptTargetGroup(`arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${name()}/1`, {
    ...{ atLeast: 2, because: "It is older." },
    ...args,
  });
const shift = (args: Partial<CanaryShiftArgs>) => () => new CanaryShift({ from: pool(), to: pool(), ...args });

/** What is refused, with the property that is named and what is said of it. */
const REFUSED: Readonly<Record<string, readonly [() => unknown, path: string, reason: RegExp]>> = {
  "no instance in a zone": [scaled({ perZone: { min: 0, max: 2 } }), "perZone.min", /from 1 to 1000, but is 0/],
  "half an instance": [scaled({ perZone: { min: 1.5, max: 2 } }), "perZone.min", /whole number/],
  "a size that cannot grow": [scaled({ perZone: { min: 2, max: 2 } }), "perZone.max", /above perZone.min, 2/],
  "no task in a zone": [fargate({ perZone: { min: 0, max: 2 } }), "perZone.min", /but is 0/],
  "a rollout that stops before it starts": [scaled({ surge: 0 }), "surge", /from 10 to 100, but is 0/],
  "a deployment that stops before it starts": [fargate({ surge: 0 }), "surge", /from 10 to 100, but is 0/],
  "no port": [scaled({ port: 0 }), "port", /from 1 to 65535/],
  "a path that is none": [scaled({ healthCheck: { path: "health" } }), "healthCheck.path", /must begin with \//],
  "a check that takes longer than its interval": [
    scaled({ healthCheck: { path: "/", interval: 10, timeout: 10 } }),
    "healthCheck.timeout",
    /from 2 to 9, but is 10/,
  ],
  "a slow start that is too quick": [scaled({ slowStart: 10 }), "slowStart", /from 30 to 900/],
  "a check that takes minutes": [
    scaled({ healthCheck: { path: "/", interval: 30, unhealthyThreshold: 4 } }),
    "healthCheck.interval",
    /at most 90 seconds until a target that fails is noticed, but leaves 120/,
  ],
  "a slow start that the way of sharing does not know": [
    scaled({ slowStart: 60, algorithm: "least_outstanding_requests" }),
    "slowStart",
    /must be 0 where algorithm is least_outstanding_requests/,
  ],
  "a client that is kept for longer than a day": [scaled({ stickyFor: 100_000 }), "stickyFor", /from 1 to 86400/],
  "a load balancer without a listener": [listeners(() => []), "listeners", /must have one at least/],
  "a port twice": [
    listeners(() => [
      { port: 5432, to: tcp() },
      { port: 5432, to: tcp() },
    ]),
    "listeners[1].port",
    /must differ from listeners\[0\].port/,
  ],
  "encryption without a certificate": [
    listeners(() => [{ port: 443, protocol: "TLS", to: tcp() }]),
    "listeners[0].certificateArn",
    /must be given where protocol is TLS, and only there/,
  ],
  "datagrams to what takes none": [
    listeners(() => [{ port: 53, protocol: "UDP", to: tcp() }]),
    "listeners[0].to",
    /must lead to pools that speak UDP or TCP_UDP, but other-it\d+ speaks TCP/,
  ],
  "connections that are closed at once": [
    listeners(() => [{ port: 5432, idleTimeout: 1, to: tcp() }]),
    "listeners[0].idleTimeout",
    /from 60 to 6000/,
  ],
  "datagrams that are closed": [
    listeners(() => [{ port: 53, protocol: "TCP_UDP", idleTimeout: 60, to: udp() }]),
    "listeners[0].idleTimeout",
    /where protocol is TCP only/,
  ],
  "a check of another load balancer without a path": [
    () => new LoadBalancerPool(name(), { balancer: other(), healthCheck: { path: "" } }),
    "healthCheck.path",
    /must begin with \//,
  ],
  "one address twice": [
    () =>
      new AddressPool(name(), {
        ...{ port: 80, healthCheck, securityGroupId: "sg-1" },
        addresses: atLeastTwo(
          { address: "10.0.0.1", subnetId: "subnet-a" },
          { address: "10.0.0.1", subnetId: "subnet-b" },
        ),
      }),
    "addresses.second.address",
    /must differ from addresses.first.address/,
  ],
  "one subnet twice": [
    scaled({ zones: atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-a" }) }),
    "zones.second.subnetId",
    /must differ from zones.first.subnetId in their subnets, but both are subnet-a/,
  ],
  "one instance twice": [
    () =>
      new InstancePool(name(), {
        ...{ port: 80, healthCheck, vpcId: "vpc-1", securityGroupId: "sg-1" },
        instances: atLeastTwo({ instanceId: "i-1" }, { instanceId: "i-2" }, { instanceId: "i-1" }),
      }),
    "instances.others[0].instanceId",
    /must differ from instances.first.instanceId/,
  ],
  "a weight of 1,000": [
    () => split({ to: pool(), weight: 1000 }, { to: pool(), weight: 1 }),
    "split[0].weight",
    /from 0 to 999, but is 1000/,
  ],
  "weights that are all 0": [
    () => split({ to: pool(), weight: 0 }, { to: pool(), weight: 0 }),
    "split",
    /must give some pool a weight above 0/,
  ],
  "a pool twice in a split": [
    () => {
      const to = pool();
      return split({ to, weight: 1 }, { to, weight: 2 });
    },
    "split[1].to",
    /must be another pool/,
  ],
  "an adopted target group that guarantees one target": [
    adopted({ atLeast: 1 }),
    "atLeast",
    /from 2 to 1000, but is 1/,
  ],
  "a target group that is adopted without a reason": [adopted({ because: " " }), "because", /must say why/],
  "an adopted target group without a name": [
    () => adoptTargetGroup(output("arn"), { atLeast: 2, because: "It is older." }),
    "name",
    /must be given where the ARN is not known yet/,
  ],
  "what is adopted as a target group, but is none": [
    () => adoptTargetGroup("blue", { atLeast: 2, because: "It is older." }),
    "name",
    /or is none of a target group/,
  ],
  "a shift to where it comes from": [
    () => {
      const one = pool();
      return new CanaryShift({ from: one, to: one });
    },
    "to",
    /must be another pool than from/,
  ],
  "a shift that goes back and forth": [shift({ steps: [50, 10, 100] }), "steps[1]", /from 51 to 100, but is 10/],
  "a shift that stops half-way": [shift({ steps: [10, 50] }), "steps", /must end with 100/],
  "a shift without steps": [shift({ steps: [] }), "steps", /must end with 100/],
  "a step that is watched for a day": [shift({ watchFor: 86_400 }), "watchFor", /from 0 to 3600/],
  "a health gate that waits for a day": [
    balancer({ healthGate: { waitFor: 86_400 } }),
    "healthGate.waitFor",
    /from 0 to 3600/,
  ],
  "clients that nobody is": [balancer({ clients: {} }), "clients", /must say who may connect/],
  "a timeout of no time": [balancer({ idleTimeout: 0 }), "idleTimeout", /from 1 to 4000/],
  "a priority that there is not": [rule({ priority: 0 }), "rules[0].priority", /from 1 to 50000/],
  "a priority twice": [
    balancer({
      rules: [
        { priority: 1, when: { path: ["/a"] }, then: { respond: 404 } },
        { priority: 1, when: { path: ["/b"] }, then: { respond: 404 } },
      ],
    }),
    "rules[1].priority",
    /must differ from rules\[0\].priority/,
  ],
  "a rule for no request": [rule({ when: {} }), "rules[0].when", /must say which requests are meant/],
  "a rule with too many values": [
    rule({ when: { path: ["/1", "/2", "/3", "/4"], host: ["a", "b"] } }),
    "rules[0].when",
    /at most 5 values in all, but has 6/,
  ],
  "a code of HTTP that there is not": [rule({ then: { respond: 600 } }), "rules[0].then.respond", /from 200 to 599/],
};

describe("A component of AWS refuses", () => {
  const made: string[] = [];
  before(() =>
    setMocks({
      newResource: ({ type, name: own, inputs }) => {
        made.push(`${type} ${own}`);
        return { id: own, state: { ...inputs, arn: `arn:${own}` } as object };
      },
      // What is looked up is as it should be, so that nothing else is to be told.
      call: ({ inputs }) => {
        const { id = "" } = inputs as { id?: string };
        return {
          ...inputs,
          availabilityZone: `zone of ${id}`,
          vpcId: "vpc-1",
          reservedConcurrentExecutions: -1,
        } as object;
      },
    }),
  );

  for (const [what, [make, path, reason]] of Object.entries(REFUSED)) {
    it(`${what}, before anything is made`, async () => {
      made.length = 0;
      assert.throws(make, (error) => {
        assert.ok(error instanceof InputPropertyError, String(error));
        assert.equal(error.propertyPath, path);
        assert.match(error.reason, reason);
        return true;
      });
      await soon();
      assert.deepEqual(
        made.filter((one) => /^aws:.* it/.test(one)),
        [],
      );
    });
  }
});
