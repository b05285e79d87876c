import assert from "node:assert/strict";
import { exactly, readGraph, Traffic, type Resource, type RouteTraffic } from "../../traffic";
import { balancer, forward, instances, listener, registered, targetGroup } from "../support/aws";
import { arn, existing } from "../support/resources";

const [A, B, C] = ["us-east-1a", "us-east-1b", "us-east-1c"];

function analysed(resources: readonly Resource[]): { traffic: Traffic; route: RouteTraffic } {
  const traffic = new Traffic(readGraph(resources));
  const route = traffic.routes.at(-1);
  assert.ok(route);
  return { traffic, route };
}

/** The targets that the only pool of a route guarantees. */
function floorOf(resources: readonly Resource[]) {
  return analysed(resources).route.alternatives[0]?.[0]?.spread.backends;
}

function front(name: string, zones: readonly string[], inputs: Resource["inputs"] = {}): [Resource, Resource[]] {
  const [load, ...subnets] = balancer(name, zones, inputs);
  assert.ok(load);
  return [load, [load, ...subnets]];
}

describe("What looks safe to a simple model", () => {
  it("a target in a zone that is not enabled is no backend", () => {
    const [web, all] = front("web", [A, B]);
    const pool = targetGroup("pool");
    const stack = [...all, pool, ...registered(pool, instances("pool", [A, C])), listener("web", web, [[pool, 1]])];
    assert.deepEqual(floorOf(stack), exactly(1));
  });

  it("clients that keep to their zone may all reach the one target in it", () => {
    const [net, all] = front("net", [A, B], {
      loadBalancerType: "network",
      dnsRecordClientRoutingPolicy: "availability_zone_affinity",
    });
    const pool = targetGroup("pool");
    const { traffic, route } = analysed([
      ...all,
      pool,
      ...registered(pool, instances("pool", [A, B])),
      listener("net", net, [[pool, 1]]),
    ]);
    assert.deepEqual(traffic.busiest(route)?.share.atMost, 1);
    assert.match(traffic.gapsOf(route)[0]?.why ?? "", /keeps clients in their own zone/);
  });

  it("a function that may run once only is one backend, and one that may not run is none", () => {
    for (const reserved of [1, 0]) {
      const [web, all] = front("web", [A, B]);
      const pool = targetGroup("pool", { targetType: "lambda" });
      const fn = existing("aws:lambda/function:Function", "fn", { reservedConcurrentExecutions: reserved });
      const target = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "fn", {
        targetGroupArn: arn(pool),
        targetId: arn(fn),
      });
      assert.deepEqual(floorOf([...all, pool, fn, target, listener("web", web, [[pool, 1]])]), exactly(reserved));
    }
  });

  it("two tasks on hosts of which one is guaranteed are one backend", () => {
    const [web, all] = front("web", [A, B]);
    const subnets = all.slice(1).map(arn);
    const pool = targetGroup("pool");
    const hosts = existing("aws:autoscaling/group:Group", "hosts", {
      minSize: 1,
      maxSize: 4,
      vpcZoneIdentifiers: subnets,
    });
    const provider = existing("aws:ecs/capacityProvider:CapacityProvider", "hosts", {
      name: "hosts",
      autoScalingGroupProvider: { autoScalingGroupArn: arn(hosts) },
    });
    const service = existing("aws:ecs/service:Service", "app", {
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: "hosts" }],
      loadBalancers: [{ targetGroupArn: arn(pool) }],
    });
    assert.deepEqual(floorOf([...all, pool, hosts, provider, service, listener("web", web, [[pool, 1]])]), exactly(1));
  });

  it("an instance in two target groups gets what both send it", () => {
    const [web, all] = front("web", [A, B]);
    const [blue, green] = [targetGroup("blue"), targetGroup("green")];
    const [one, two, three] = instances("i", [A, B, A]);
    assert.ok(one && two && three);
    const { traffic, route } = analysed([
      ...[...all, blue, green, three],
      ...registered(blue, [one, two]),
      ...registered(green, [one, three]).filter((resource) => resource !== one),
      listener("web", web, [
        [blue, 50],
        [green, 50],
      ]),
    ]);
    assert.deepEqual(traffic.busiest(route)?.share, exactly(0.5));
    assert.deepEqual(traffic.busiest(route)?.label, "instance i-0");
  });

  it("an instance that is registered twice is one backend", () => {
    const [web, all] = front("web", [A, B]);
    const pool = targetGroup("pool");
    const [one] = instances("i", [A]);
    assert.ok(one);
    const again = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "again", {
      targetGroupArn: arn(pool),
      targetId: arn(one),
      port: 8080,
    });
    assert.deepEqual(
      floorOf([...all, pool, ...registered(pool, [one]), again, listener("web", web, [[pool, 1]])]),
      exactly(1),
    );
  });

  it("the tasks of a blue/green service may be in either target group", () => {
    const [web, all] = front("web", [A, B]);
    const [blue, green] = [targetGroup("blue"), targetGroup("green")];
    const service = existing("aws:ecs/service:Service", "app", {
      launchType: "FARGATE",
      desiredCount: 3,
      deploymentConfiguration: { strategy: "BLUE_GREEN" },
      networkConfiguration: { subnets: all.slice(1).map(arn) },
      loadBalancers: [{ targetGroupArn: arn(blue), advancedConfiguration: { alternateTargetGroupArn: arn(green) } }],
    });
    const floor = floorOf([...all, blue, green, service, listener("web", web, [[green, 100]])]);
    assert.deepEqual(floor, { atLeast: 0, atMost: 3 });
  });

  it("a zone in which one target group has nobody is withdrawn for all of a Network Load Balancer", () => {
    const [net, all] = front("net", [A, B], { loadBalancerType: "network" });
    const [blue, green] = [targetGroup("blue"), targetGroup("green")];
    const { traffic, route } = analysed([
      ...[...all, blue, green],
      ...registered(blue, instances("blue", [A, B, B])),
      ...registered(green, instances("green", [A])),
      listener("net", net, [
        [blue, 75],
        [green, 25],
      ]),
    ]);
    assert.deepEqual(traffic.busiest(route)?.share, exactly(0.75));
  });

  it("an inner load balancer is no backend, and nobody behind it is none", () => {
    const chain = (targets: readonly string[]): Resource[] => {
      const [inner, innerAll] = front("inner", [A, B]);
      const [net, all] = front("net", [A, B], { loadBalancerType: "network" });
      const [through, pool] = [targetGroup("through", { targetType: "alb", port: 443 }), targetGroup("pool")];
      const link = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "link", {
        targetGroupArn: arn(through),
        targetId: arn(inner),
      });
      return [
        ...[...innerAll, ...all, through, pool, link],
        ...registered(pool, instances("pool", targets)),
        listener("inner", inner, [[pool, 1]]),
        listener("net", net, [[through, 1]]),
      ];
    };
    assert.deepEqual(floorOf(chain([A, B])), exactly(2));
    assert.deepEqual(analysed(chain([A, B])).traffic.busiest(analysed(chain([A, B])).route)?.path, [
      "listener net:443",
      "listener inner:443",
      "target group pool",
      "instance pool-0",
    ]);
    const deaf = chain([A, B]).map((one) =>
      one.name === "inner" && one.type.includes("Listener") ? { ...one, inputs: { ...one.inputs, port: 80 } } : one,
    );
    assert.deepEqual(floorOf(deaf), exactly(0));
  });

  it("load balancers that lead to one another are an error that names them", () => {
    const [one, oneAll] = front("one", [A, B], { loadBalancerType: "network" });
    const [two, twoAll] = front("two", [A, B], { loadBalancerType: "network" });
    const link = (name: string, to: Resource): Resource[] => {
      const group = targetGroup(name, { targetType: "alb" });
      return [
        group,
        existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", name, {
          targetGroupArn: arn(group),
          targetId: arn(to),
        }),
      ];
    };
    const [toTwo, toOne] = [link("to-two", two), link("to-one", one)];
    const act = (group: Resource | undefined) => (group ? [forward([[group, 1]])] : []);
    const listening = (name: string, at: Resource, group: Resource | undefined) =>
      existing("aws:lb/listener:Listener", name, { loadBalancerArn: arn(at), port: 443, defaultActions: act(group) });
    const stack = [
      ...oneAll,
      ...twoAll,
      ...toTwo,
      ...toOne,
      listening("first", one, toTwo[0]),
      listening("second", two, toOne[0]),
    ];
    assert.throws(() => analysed(stack), /CycleError: .*listener first:443 → listener second:443 → listener first:443/);
  });
});
