import fc from "fast-check";
import {
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  InstancePool,
  LambdaPool,
  split,
  type AtLeastTwo,
  type HttpRoute,
  type Pool,
  type Zone,
} from "../../../components/aws";
import { at } from "../../support/at";
import { EVERYONE, instance, subnet } from "./site";

const sizes = fc
  .record({ min: fc.integer({ min: 1, max: 5 }), more: fc.integer({ min: 1, max: 5 }) })
  .map(({ min, more }) => ({ min, max: min + more }));

const healthChecks = fc
  .record({
    interval: fc.integer({ min: 5, max: 45 }),
    unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
    healthyThreshold: fc.integer({ min: 2, max: 10 }),
  })
  .filter(({ interval, unhealthyThreshold }) => interval * unhealthyThreshold <= 90)
  .chain((check) =>
    fc.integer({ min: 2, max: check.interval - 1 }).map((timeout) => ({ path: "/health", ...check, timeout })),
  );

/** Any pool that the types allow, in zones that are given when it is made. */
const pools = fc.record({
  kind: fc.constantFrom("scaled", "tasks", "instances", "function"),
  perZone: sizes,
  healthCheck: healthChecks,
  surge: fc.integer({ min: 10, max: 100 }),
  slowStart: fc.constantFrom(0, 30, 900),
  more: fc.integer({ min: 0, max: 3 }),
});

type AnyPool = typeof pools extends fc.Arbitrary<infer One> ? One : never;

const routes = fc.array(fc.record({ pool: pools, weight: fc.integer({ min: 0, max: 999 }) }), {
  minLength: 1,
  maxLength: 3,
});

/** Any site that the types allow. */
export const sites = fc.record({
  zones: fc.integer({ min: 2, max: 3 }),
  to: routes,
  rules: fc.array(routes, { maxLength: 2 }),
});

type AnySite = typeof sites extends fc.Arbitrary<infer One> ? One : never;

/** Makes a site, in a network of its own. */
export function build(name: string, { zones: count, to, rules }: AnySite): void {
  const [first, second, ...others] = ["a", "b", "c"].slice(0, count).map((letter, index) => ({
    subnetId: subnet(letter, index, `${name}-${letter}`).id,
  }));
  if (!first || !second) throw new Error("two zones are expected");
  const zones = atLeastTwo(first, second, ...others);
  new HttpLoadBalancer(name, {
    ...{ zones, clients: EVERYONE, to: routed(`${name}-default`, to, zones) },
    rules: rules.map((all, index) => ({
      priority: index + 1,
      when: { path: [`/${index}/*`] },
      then: { to: routed(`${name}-rule${index}`, all, zones) },
    })),
  });
}

function made(name: string, one: AnyPool, zones: AtLeastTwo<Zone>): Pool<"HTTP" | "LAMBDA"> {
  const { kind, perZone, healthCheck, surge, slowStart, more } = one;
  const shared = { port: 80, healthCheck, slowStart };
  switch (kind) {
    case "scaled":
      return new AutoScalingPool(name, {
        ...{ ...shared, zones, perZone, surge, securityGroupId: "sg-1" },
        launchTemplate: { id: "lt-1", version: "1" },
      });
    case "tasks":
      return new FargatePool(name, {
        ...{ ...shared, zones, perZone, surge },
        ...{ clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/shop", taskDefinitionArn: "app:1" },
        containerName: "app",
      });
    case "instances": {
      const all = [zones.first, zones.second, ...(zones.others ?? [])];
      const target = (index: number) => ({ instanceId: instance(`${name}-${index}`, at(all, index % all.length)).id });
      const others = Array.from({ length: more }, (_, index) => target(index + 2));
      return new InstancePool(name, {
        ...{ ...shared, vpcId: "vpc-1", securityGroupId: "sg-1" },
        instances: atLeastTwo(target(0), target(1), ...others),
      });
    }
    case "function":
      return new LambdaPool(name, { functionName: name });
  }
}

function routed(name: string, all: readonly { pool: AnyPool; weight: number }[], zones: AtLeastTwo<Zone>): HttpRoute {
  const weighted = all.map(({ pool, weight }, index) => ({ to: made(`${name}-${index}`, pool, zones), weight }));
  const [first, second, ...others] = weighted;
  if (!first) throw new Error("a route has a pool");
  // Some weight is above 0: the types cannot tell, but the constructor does.
  return second ? split({ ...first, weight: Math.max(1, first.weight) }, second, ...others) : first.to;
}
