import assert from "node:assert/strict";
import { exactly, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { arn, existing, planned } from "../../support/resources";
import { routeOf, routesOf, trafficOf, verdictsOn } from "../../support/routes";

const ZONES = ["us-east-1a", "us-east-1b"] as const;
const service = existing("aws:vpclattice/service:Service", "orders");

type Details = Parameters<typeof existing>[3];

function pool(name: string, inputs: Properties = {}): Resource {
  return existing("aws:vpclattice/targetGroup:TargetGroup", name, { type: "INSTANCE", ...inputs });
}

function attached(to: Resource, name: string, target: Value, details: Details = {}): Resource {
  const type = "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment";
  return planned(type, `${to.name}-${name}`, { targetGroupIdentifier: arn(to), target }, details);
}

/** A target group with so many instances, and its resources. */
function filled(name: string, count: number): [Resource, Resource[]] {
  const group = pool(name);
  const zones = Array.from({ length: count }, (_, index) => ZONES[index % 2] ?? ZONES[0]);
  const machines = instances(name, zones);
  return [group, [group, ...machines, ...machines.map((one) => attached(group, one.name, { id: arn(one) }))]];
}

const tuple = (group: Resource, weight?: Value): Properties => ({
  targetGroupIdentifier: arn(group),
  ...(weight === undefined ? {} : { weight }),
});

function entrance(defaultAction: Value, inputs: Properties = {}, details: Details = {}): Resource {
  const own: Properties = { serviceIdentifier: arn(service), port: 443, defaultAction, ...inputs };
  return existing("aws:vpclattice/listener:Listener", "https", own, details);
}

const forwards = (...targetGroups: Value[]): Properties => ({ forwards: [{ targetGroups }] });

describe("A service of VPC Lattice", () => {
  const [blue, blues] = filled("blue", 3);
  const [green, greens] = filled("green", 2);
  const base = [service, ...blues, ...greens];

  it("shares by weight over target groups, each of which shares evenly", () => {
    const seen = routeOf([...base, entrance(forwards(tuple(blue, 90), tuple(green, 10)))]);
    assert.equal(seen.label, "listener https:443");
    assert.deepEqual(seen.busiest?.atMost.toFixed(6), "0.300000");
    assert.deepEqual(seen.floors, { "target group blue": exactly(3), "target group green": exactly(2) });
    assert.deepEqual(seen.gaps, []);
  });

  it("gives a target group without a weight the weight 100", () => {
    const [one, ones] = filled("one", 1);
    const [other, others] = filled("other", 1);
    const seen = routeOf([service, ...ones, ...others, entrance(forwards(tuple(one, 1), tuple(other)))]);
    assert.deepEqual(seen.busiest, exactly(100 / 101));
    assert.equal(seen.effective.atLeast.toFixed(2), "1.02");
  });

  it("routes by rules as well, and answers some requests itself", () => {
    const main = entrance({ fixedResponse: { statusCode: 404 } });
    const rule = (name: string, listenerIdentifier: Value, action: Value) =>
      existing("aws:vpclattice/listenerRule:ListenerRule", name, {
        ...{ listenerIdentifier, serviceIdentifier: arn(service), priority: 10, action },
        match: { httpMatch: { pathMatch: { match: { prefix: "/api" } }, headerMatches: [{ name: "secret" }] } },
      });
    const forward: Properties = { forward: { targetGroups: [tuple(green)] } };
    const routes = routesOf([
      ...base,
      main,
      rule("api", arn(main), forward),
      rule("none", arn(main), { fixedResponse: {} }),
    ]);
    assert.deepEqual(
      routes.map(({ label, busiest }) => [label, busiest]),
      [["listener https:443 rule 10 (/api*)", exactly(0.5)]],
    );
    const lost = routeOf([...base, rule("api", "listener-0abc", forward)]);
    assert.deepEqual([lost.label, lost.busiest], ["listener outside this stack rule 10 (/api*)", exactly(0.5)]);
  });

  it("does not have to be in the stack", () => {
    const outside = entrance(forwards(tuple(green)), { serviceIdentifier: null, serviceArn: "arn:aws:vpc-lattice:s" });
    assert.deepEqual(routeOf([...greens, outside]).busiest, exactly(0.5));
  });

  it("may have any weights that are not known, or that somebody else sets", () => {
    const unknown = routeOf([...base, entrance(forwards(tuple(blue, UNKNOWN), tuple(green, 10)))]);
    assert.deepEqual(unknown.busiest?.atMost, 0.5);
    assert.match(unknown.gaps.join(), /its weights are not known before the update/);
    const ignoreChanges = ["defaultAction.forwards[0].targetGroups[0].weight"];
    const left = routeOf([...base, entrance(forwards(tuple(blue, 90), tuple(green, 10)), {}, { ignoreChanges })]);
    assert.match(left.gaps.join(), /ignoreChanges leaves its weights to somebody else/);
  });

  it("may mean either target group in a first preview", () => {
    const dependencies = { defaultAction: [blue, green] };
    const either: Properties[] = [90, 10].map((weight) => ({ targetGroupIdentifier: UNKNOWN, weight }));
    const seen = routeOf([...base, entrance(forwards(...either), {}, { dependencies })]);
    assert.ok(seen.busiest && seen.busiest.atLeast <= 0.3 && seen.busiest.atMost >= 0.45);
    assert.match(seen.gaps.join(), /which target group gets which weight is not known/);
    const unknown: Value[] = [UNKNOWN, { forwards: UNKNOWN }, { fixedResponse: UNKNOWN, forwards: [UNKNOWN] }];
    for (const action of unknown) {
      const any = routeOf([...base, entrance(action, {}, { dependencies })]);
      assert.deepEqual(any.busiest, { atLeast: 0, atMost: 0.5 });
    }
  });

  it("without a weight above 0 has no receiver", () => {
    assert.deepEqual(verdictsOn([...base, entrance(forwards(tuple(blue, 0), tuple(green, 0)))]), [
      "no receiver: listener https:443",
    ]);
  });
});

describe("A target group of VPC Lattice", () => {
  const floors = (group: Resource, ...more: Resource[]) =>
    routeOf([service, group, entrance(forwards(tuple(group))), ...more]).floors[`target group ${group.name}`];

  it("holds what is registered in it, the same target once", () => {
    const group = pool("ip", { type: "IP" });
    const at = (name: string, id: Value, port: number) => attached(group, name, { id, port });
    assert.deepEqual(
      floors(group, at("a", "10.0.0.1", 80), at("b", "10.0.0.1", 81), at("c", "10.0.0.2", 80)),
      exactly(2),
    );
  });

  it("knows in a first preview what a target is made from", () => {
    const group = pool("group");
    const machine = planned("aws:ec2/instance:Instance", "one");
    const dependencies = { target: [machine] };
    const twice: Resource[] = [
      attached(group, "a", { id: UNKNOWN }, { dependencies }),
      attached(group, "b", UNKNOWN, { dependencies }),
    ];
    assert.deepEqual(floors(group, machine, ...twice), exactly(1));
    assert.deepEqual(floors(group, attached(group, "a", UNKNOWN), attached(group, "b", UNKNOWN)), {
      atLeast: 1,
      atMost: 2,
    });
  });

  it("may have a target that is registered in one of several", () => {
    const group = pool("group");
    const other = pool("other");
    const lost = planned(
      "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment",
      "lost",
      { targetGroupIdentifier: UNKNOWN, target: { id: "i-1" } },
      { dependencies: { targetGroupIdentifier: [group, other] } },
    );
    assert.deepEqual(floors(group, other, lost), { atLeast: 0, atMost: Infinity });
  });

  it("is filled by Auto Scaling groups and ECS services", () => {
    const group = pool("group");
    const workers = existing("aws:autoscaling/group:Group", "workers", {
      ...{ minSize: 3, availabilityZones: [...ZONES] },
      trafficSources: [{ identifier: arn(group), type: "vpc-lattice" }],
    });
    const source = existing("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "again", {
      autoscalingGroupName: arn(workers),
      trafficSource: { identifier: arn(group), type: "vpc-lattice" },
    });
    const tasks = existing("aws:ecs/service:Service", "tasks", {
      ...{ launchType: "FARGATE", desiredCount: 2 },
      vpcLatticeConfigurations: [{ targetGroupArn: arn(group), portName: "http" }],
    });
    assert.deepEqual(floors(group, workers, source), exactly(3));
    assert.deepEqual(floors(group, tasks), exactly(2));
  });

  it("leads on to a load balancer", () => {
    const group = pool("through", { type: "ALB", config: { port: 443 } });
    const [web, ...subnets] = balancer("web", ZONES);
    assert.ok(web);
    const behind = targetGroup("behind");
    const balanced = [web, ...subnets, behind, ...registered(behind, instances("behind", ZONES))];
    const ways = [listener("web", web, [[behind, 1]], 443), listener("other", web, [[behind, 1]], 8443)];
    const seen = routesOf([
      service,
      group,
      attached(group, "web", { id: arn(web) }),
      ...balanced,
      ...ways,
      entrance(forwards(tuple(group))),
    ]);
    assert.deepEqual(seen.find(({ label }) => label === "listener https:443")?.busiest, exactly(0.5));
  });

  it("of functions scales by itself", () => {
    const group = pool("functions", { type: "LAMBDA" });
    const fn = existing("aws:lambda/function:Function", "fn");
    assert.deepEqual(floors(group, fn, attached(group, "fn", { id: arn(fn) })), exactly(Infinity));
  });

  it("of a kind that is not known may hold anything", () => {
    const group = pool("any", { type: UNKNOWN });
    assert.deepEqual(floors(group, attached(group, "a", { id: "i-1" })), { atLeast: 0, atMost: Infinity });
  });

  it("is checked by default where it speaks the first version of HTTP", () => {
    const checkOf = (inputs: Properties) => {
      const group = pool("group", inputs);
      return trafficOf([service, group, entrance(forwards(tuple(group)))]).graph.pools.get(group.urn)?.healthCheck;
    };
    const off = { notices: "nothing", remedy: "Set config.healthCheck.enabled to true" };
    assert.equal(checkOf({}), "service default");
    assert.equal(checkOf({ config: { protocolVersion: "HTTP1" } }), "service default");
    assert.deepEqual(checkOf({ config: { protocolVersion: "GRPC" } }), off);
    assert.deepEqual(checkOf({ config: { healthCheck: { enabled: false } } }), off);
    assert.equal(checkOf({ config: { protocolVersion: "HTTP2", healthCheck: {} } }), "present");
    for (const config of [UNKNOWN, { protocolVersion: UNKNOWN }, { healthCheck: { enabled: UNKNOWN } }] as Value[]) {
      assert.equal(checkOf({ config }), "unknown");
    }
    assert.equal(checkOf({ type: "LAMBDA" }), "managed");
  });
});
