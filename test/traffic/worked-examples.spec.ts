import assert from "node:assert/strict";
import { isExact, readGraph, Traffic, UNKNOWN, type Resource } from "../../traffic";
import { balancer, instances, listener, registered, split, targetGroup } from "../support/aws";
import { arn, existing } from "../support/resources";

const ROUNDING = 5e-5;

/** The traffic of the only route of a stack. */
function only(resources: readonly Resource[]) {
  const traffic = new Traffic(readGraph(resources.flat()));
  const [route] = traffic.routes;
  assert.ok(route && traffic.routes.length === 1, `one route was expected, there are ${traffic.routes.length}`);
  return { traffic, route };
}

function near(actual: { atLeast: number; atMost: number } | undefined, expected: number): void {
  assert.ok(actual && isExact(actual), `${JSON.stringify(actual)} is not exact`);
  assert.ok(Math.abs(actual.atMost - expected) < ROUNDING, `${actual.atMost} is not ${expected}`);
}

describe("The worked examples", () => {
  it("1: all weight on a group of one gives that target everything", () => {
    const { traffic, route } = only(split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } }));
    near(traffic.busiest(route)?.share, 1);
    near(traffic.effectiveBackends(route), 1);
    assert.deepEqual(traffic.busiest(route)?.path, ["listener web:443", "target group green", "instance green-0"]);
  });

  it("2: weights 90 and 10 over groups of 3 and 2", () => {
    const { traffic, route } = only(split({ blue: { weight: 90, targets: 3 }, green: { weight: 10, targets: 2 } }));
    near(traffic.busiest(route)?.share, 0.3);
    near(traffic.effectiveBackends(route), 3.6364);
  });

  it("3: a Network Load Balancer shares over its zones first, unless cross-zone is on", () => {
    for (const [crossZone, share] of [
      [false, 0.5],
      [true, 0.2],
    ] as const) {
      const [front, ...subnets] = balancer("net", ["a", "b"], {
        loadBalancerType: "network",
        enableCrossZoneLoadBalancing: crossZone,
      });
      assert.ok(front);
      const pool = targetGroup("pool");
      const { traffic, route } = only([
        front,
        ...subnets,
        pool,
        ...registered(pool, instances("pool", ["a", "b", "b", "b", "b"])),
        listener("net", front, [[pool, 1]]),
      ]);
      near(traffic.busiest(route)?.share, share);
    }
  });

  it("4: a classic load balancer over three, and after losing one", () => {
    const machines = instances("web", ["a", "b", "c"]);
    const { traffic, route } = only([
      ...machines,
      existing("aws:elb/loadBalancer:LoadBalancer", "old", {
        availabilityZones: ["a", "b", "c"],
        instances: machines.map(arn),
      }),
    ]);
    near(traffic.busiest(route)?.share, 1 / 3);
    near(traffic.afterLosingBackend(route)?.largest, 0.5);
    near(traffic.afterLosingZone(route)?.largest, 0.5);
  });

  it("6: a chain of load balancers multiplies its shares, and the inner one is no backend", () => {
    const inner = split({ left: { weight: 50, targets: 2 }, right: { weight: 50, targets: 2 } });
    const [outer, ...subnets] = balancer("net", ["us-east-1a", "us-east-1b"], { loadBalancerType: "network" });
    const [web] = inner;
    assert.ok(outer && web);
    const through = targetGroup("through", { targetType: "alb", port: 443 });
    const link = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "link", {
      targetGroupArn: arn(through),
      targetId: arn(web),
    });
    const traffic = new Traffic(
      readGraph([...inner, outer, ...subnets, through, link, listener("net", outer, [[through, 1]])]),
    );
    for (const route of traffic.routes) near(traffic.busiest(route)?.share, 0.25);
    assert.equal(traffic.routes.length, 2);
  });

  it("7: an Auto Scaling group guarantees its minimum, whatever it is at today", () => {
    const [front, ...subnets] = balancer("web", ["a", "b"]);
    assert.ok(front);
    const pool = targetGroup("pool");
    const { route } = only([
      front,
      ...subnets,
      pool,
      existing("aws:autoscaling/group:Group", "web", {
        minSize: 1,
        maxSize: 10,
        desiredCapacity: 4,
        availabilityZones: ["a", "b"],
        targetGroupArns: [arn(pool)],
      }),
      listener("web", front, [[pool, 1]]),
    ]);
    assert.deepEqual(route.alternatives[0]?.[0]?.spread.backends, { atLeast: 1, atMost: 1 });
  });

  it("8: scaling guarantees its minimum, whatever the desired count of an ECS service is", () => {
    const [front, ...subnets] = balancer("web", ["a", "b"]);
    assert.ok(front);
    const pool = targetGroup("pool");
    const { route } = only([
      front,
      ...subnets,
      pool,
      existing("aws:ecs/service:Service", "app", {
        name: "app",
        cluster: "main",
        launchType: "FARGATE",
        desiredCount: 4,
        networkConfiguration: { subnets: subnets.map(arn) },
        loadBalancers: [{ targetGroupArn: arn(pool) }],
      }),
      existing("aws:appautoscaling/target:Target", "scaling", {
        resourceId: "service/main/app",
        minCapacity: 2,
        maxCapacity: 9,
      }),
      listener("web", front, [[pool, 1]]),
    ]);
    assert.deepEqual(route.alternatives[0]?.[0]?.spread.backends, { atLeast: 2, atMost: 2 });
  });

  it("10: unknown weights over groups of three are safe, whatever they are", () => {
    const { traffic, route } = only(
      split({ blue: { weight: UNKNOWN, targets: 3 }, green: { weight: UNKNOWN, targets: 3 } }),
    );
    assert.ok((traffic.busiest(route)?.share.atMost ?? 1) <= 1 / 3);
  });
});
