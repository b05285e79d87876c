import assert from "node:assert/strict";
import { CycleError, exactly, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { arn, existing, planned } from "../../support/resources";
import { routesOf, trafficOf, verdictsOn, type Seen } from "../../support/routes";

const ZONES = ["us-east-1a", "us-east-1b"] as const;
const zone = existing("aws:route53/zone:Zone", "main", { name: "example.com" });

/** A load balancer with so many targets, and its resources. */
function front(name: string, targets: number): [Resource, Resource[]] {
  const [load, ...subnets] = balancer(name, ZONES, { dnsName: `${name}-1.us-east-1.elb.amazonaws.com` });
  assert.ok(load);
  const pool = targetGroup(name);
  const zones = Array.from({ length: targets }, (_, index) => ZONES[index % 2] ?? ZONES[0]);
  const all = [load, ...subnets, pool, ...registered(pool, instances(name, zones)), listener(name, load, [[pool, 1]])];
  return [load, all];
}

const hostOf = ({ name }: Resource): string => `${name}-1.us-east-1.elb.amazonaws.com`;

function record(name: string, weight: Value, inputs: Properties, details: Parameters<typeof existing>[3] = {}) {
  const own: Properties = {
    zoneId: arn(zone),
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    weightedRoutingPolicies: [{ weight }],
    ...inputs,
  };
  return planned("aws:route53/record:Record", name, own, details);
}

const alias = (name: Value): Properties => ({ aliases: [{ name, evaluateTargetHealth: true }] });

function routeNamed(label: string, resources: readonly Resource[]): Seen {
  const found = routesOf(resources).find((route) => route.label === label);
  assert.ok(found, `no route ${label}`);
  return found;
}

const api = (...resources: Resource[]) => routeNamed("record api.example.com", [zone, ...resources]);

/** That a share is within the bounds, which are not those of just any share. */
function holds(seen: Seen, share: number): void {
  assert.ok(seen.busiest && seen.busiest.atLeast <= share + 1e-9 && seen.busiest.atMost >= share - 1e-9);
  assert.notDeepEqual(seen.gaps, []);
}

describe("Records that share a name by weight", () => {
  const [blue, blues] = front("blue", 4);
  const [green, greens] = front("green", 2);
  const both = [...blues, ...greens];

  it("share by weight over load balancers, which share their part over their targets", () => {
    const seen = api(
      ...both,
      record("blue", 70, alias(hostOf(blue))),
      record("green", 30, alias(`dualstack.${hostOf(green).toUpperCase()}.`)),
    );
    assert.deepEqual(seen.busiest, exactly(0.175));
    assert.equal(Math.round(seen.effective.atLeast * 1000), 5970);
    assert.deepEqual(seen.gaps, []);
  });

  it("are one set whichever way their name is written, and none with those of another name, type or zone", () => {
    const other = existing("aws:route53/zone:Zone", "other", { name: "example.org" });
    const routes = routesOf([
      ...[zone, other, ...both],
      record("blue", 50, { ...alias(hostOf(blue)), name: "API.example.com." }),
      record("green", 50, { ...alias(hostOf(green)), name: "api" }),
      record("six", 1, { ...alias(hostOf(green)), type: "AAAA" }),
      record("www", 1, { ...alias(hostOf(green)), name: "www" }),
      record("org", 1, { ...alias(hostOf(green)), name: "api", zoneId: arn(other) }),
      record("text", 1, { records: ["v=1"], type: "TXT" }),
    ]).filter(({ label }) => label.includes("record"));
    assert.deepEqual(routes.map(({ label, busiest }) => [label, busiest]).sort(), [
      ["AAAA record api.example.com", exactly(0.5)],
      ["record api.example.com", exactly(0.25)],
      ["record api.example.org", exactly(0.5)],
      ["record www.example.com", exactly(0.5)],
    ]);
  });

  it("are no route where they have no weight", () => {
    const simple = record("simple", 1, { ...alias(hostOf(blue)), weightedRoutingPolicies: null });
    assert.deepEqual(
      routesOf([zone, ...blues, simple]).map(({ label }) => label),
      ["listener blue:443"],
    );
  });

  it("of weight 0 are not used beside others, and are all used where each has weight 0", () => {
    const of = (first: number, second: number) =>
      api(...both, record("blue", first, alias(hostOf(blue))), record("green", second, alias(hostOf(green)))).busiest;
    assert.deepEqual(of(100, 0), exactly(0.25));
    assert.deepEqual(of(0, 0), exactly(0.25));
    assert.deepEqual(of(0, 100), exactly(0.5));
  });

  it("may have any weight that is not known, or that somebody else sets", () => {
    const one = record("green", 30, alias(hostOf(green)));
    const unknown = api(...both, record("blue", UNKNOWN, alias(hostOf(blue))), one);
    holds(unknown, 0.175);
    assert.deepEqual(unknown.busiest?.atMost, 0.5);
    assert.match(unknown.gaps.join(), /its weight is not known before the update/);
    const elsewhere = record("blue", 70, alias(hostOf(blue)), { ignoreChanges: ["weightedRoutingPolicies[0].weight"] });
    const left = api(...both, elsewhere, one);
    assert.deepEqual(left.busiest, unknown.busiest);
    assert.match(left.gaps.join(), /ignoreChanges leaves its weight to somebody else/);
    holds(api(...both, record("blue", 70, { ...alias(hostOf(blue)), weightedRoutingPolicies: UNKNOWN }), one), 0.175);
  });

  it("may belong to a set or not where their name, zone or type is not known", () => {
    for (const property of ["name", "zoneId", "type"]) {
      const seen = api(
        ...both,
        record("blue", 70, alias(hostOf(blue))),
        record("green", 30, { ...alias(hostOf(green)), [property]: UNKNOWN }),
      );
      holds(seen, 0.175);
      holds(seen, 0.25);
      assert.match(seen.gaps.join(), /whether record .* \(green\) answers for the same name is not known/);
    }
  });

  it("may be one set where the name of the zone is not known", () => {
    const [first, second] = ["api", "api.example.com"].map((name, index) =>
      record(`${index}`, 1, { ...alias(hostOf(index === 0 ? blue : green)), name, zoneId: "Z1" }),
    );
    assert.ok(first && second);
    const seen = routeNamed("record api", [...both, first, second]);
    holds(seen, 0.25);
    const apart = record("1", 1, { ...alias(hostOf(green)), name: "other", zoneId: "Z1" });
    assert.deepEqual(routeNamed("record api", [...both, first, apart]).gaps, []);
  });
});

describe("A record with a weight", () => {
  const [web, webs] = front("web", 2);

  it("that leads to a load balancer, which a first preview knows by what it is made from", () => {
    const load = planned("aws:elb/loadBalancer:LoadBalancer", "old", {
      availabilityZones: [...ZONES],
      instances: ["i-1", "i-2"],
    });
    const seen = api(load, record("blue", 1, alias(UNKNOWN), { dependencies: { aliases: [load] } }));
    assert.deepEqual(Object.keys(seen.floors), ["classic load balancer old"]);
  });

  it("leads to an instance by any of its addresses", () => {
    const machine = planned("aws:ec2/instance:Instance", "one", { privateIp: "10.0.0.7" });
    const address = planned(
      "aws:ec2/eip:Eip",
      "fixed",
      { instance: UNKNOWN },
      { dependencies: { instance: [machine] } },
    );
    const joined = planned("aws:ec2/eip:Eip", "joined");
    const join = planned(
      "aws:ec2/eipAssociation:EipAssociation",
      "join",
      { allocationId: UNKNOWN, instanceId: UNKNOWN },
      { dependencies: { allocationId: [joined], instanceId: [machine] } },
    );
    const by = (behind: Resource) => record("blue", 1, { records: [UNKNOWN] }, { dependencies: { records: [behind] } });
    for (const one of [record("blue", 1, { records: ["10.0.0.7"] }), by(machine), by(address), by(joined)]) {
      assert.deepEqual(verdictsOn([zone, machine, address, joined, join, one]), [
        "short: address list of record api.example.com",
      ]);
    }
  });

  it("leads to a load balancer by an address that this was given", () => {
    const address = existing("aws:ec2/eip:Eip", "fixed", {}, { outputs: { publicIp: "192.0.2.1" } });
    const net = existing("aws:lb/loadBalancer:LoadBalancer", "net", {
      loadBalancerType: "network",
      subnetMappings: [{ subnetId: "subnet-1", allocationId: arn(address) }],
    });
    const seen = api(address, net, record("blue", 1, { records: ["192.0.2.1"] }));
    assert.match(seen.gaps.join(), /no listener of load balancer net is in this stack/);
  });

  it("leads to several instances alike, in whatever order they are listed", () => {
    const machines = instances("i", ZONES);
    const made = { dependencies: { records: machines } };
    const seen = api(...machines, record("blue", 1, { records: [UNKNOWN, UNKNOWN] }, made));
    assert.deepEqual(seen.busiest, exactly(0.5));
    assert.match(
      api(...machines, record("blue", 1, { records: [UNKNOWN] }, made)).gaps.join(),
      /its value is not known before the update; it may be i-0 or i-1/,
    );
  });

  it("is one backend of those that share a name, as far as it gets traffic", () => {
    const [one, two] = ["one", "two"].map((name, index) =>
      existing("aws:ec2/instance:Instance", name, { privateIp: `10.0.0.${index}`, availabilityZone: ZONES[0] }),
    );
    assert.ok(one && two);
    const split = (first: Value, second: Value) => [
      ...[zone, one, two],
      record("blue", first, { records: ["10.0.0.0"] }),
      record("green", second, { records: ["10.0.0.1"] }),
    ];
    assert.deepEqual(api(...split(75, 25)).busiest, exactly(0.75));
    assert.deepEqual(verdictsOn(split(50, 50)), []);
    assert.deepEqual(verdictsOn(split(100, 0)), ["short: address list of record api.example.com"]);
    assert.deepEqual(verdictsOn(split(0, 0)), []);
    assert.deepEqual(verdictsOn(split(100, UNKNOWN)), ["unproved: address list of record api.example.com"]);
    assert.deepEqual(
      api(one, record("blue", 1, { records: ["10.0.0.0"] }), record("green", 1, { records: ["10.0.0.0"] })).busiest,
      exactly(1),
    );
  });

  it("leads elsewhere where the stack does not show to what", () => {
    const latency = record("far", 1, { name: "far", weightedRoutingPolicies: null, ...alias(hostOf(web)) });
    const outside: Resource[] = [
      record("blue", 1, { records: ["203.0.113.9"] }),
      record("blue", 1, { records: UNKNOWN }),
      record("blue", 1, alias(UNKNOWN)),
      record("blue", 1, alias("far.example.com")),
      record("blue", 1, alias(UNKNOWN), { dependencies: { aliases: [latency] } }),
      record("blue", 1, { records: ["10.0.0.7"] }, { ignoreChanges: ["records"] }),
    ];
    for (const one of outside) {
      const stack = [zone, ...webs, latency, one];
      assert.deepEqual(verdictsOn(stack), ["unproved: record api.example.com (blue)"]);
      assert.match(routeNamed("record api.example.com", stack).gaps.join(), /what it leads to|its value is not known/);
    }
  });

  it("leads to another such name, whose shares multiply", () => {
    const [other, others] = front("other", 2);
    const inner = [
      record("a", 1, { ...alias(hostOf(web)), name: "inner" }),
      record("b", 3, { ...alias(hostOf(other)), name: "inner" }),
    ];
    const [load, more] = front("third", 4);
    const outer = (name: Value, made: Resource[] = []) => [
      record("blue", 1, alias(name), { dependencies: { aliases: made } }),
      record("green", 1, alias(hostOf(load))),
    ];
    const stack = [...webs, ...others, ...more, ...inner];
    assert.deepEqual(api(...stack, ...outer("inner.example.com.")).busiest, exactly(0.1875));
    assert.deepEqual(api(...stack, ...outer(UNKNOWN, inner.slice(0, 1))).busiest, exactly(0.1875));
  });

  it("that leads back to itself is named", () => {
    const there = record("there", 1, { ...alias("b.example.com"), name: "a" });
    const back = record("back", 1, { ...alias("a.example.com"), name: "b" });
    assert.throws(
      () => trafficOf([zone, there, back]),
      (error) =>
        error instanceof CycleError &&
        /record (a|b)\.example\.com → record (a|b)\.example\.com → record/.test(error.message),
    );
  });

  it("needs a health check where it leads to a backend", () => {
    const check = planned("aws:route53/healthCheck:HealthCheck", "check");
    const machine = existing("aws:ec2/instance:Instance", "one", { privateIp: "10.0.0.7" });
    const checkOf = (inputs: Properties, behind: Resource[] = []) => {
      const one = record("blue", 1, { records: ["10.0.0.7"], ...inputs }, { dependencies: { healthCheckId: behind } });
      const traffic = trafficOf([zone, machine, check, one]);
      return traffic.routes[0]?.alternatives[0]?.[0]?.pool.healthCheck;
    };
    assert.deepEqual(checkOf({}), { notices: "nothing", remedy: "Give each record a healthCheckId" });
    assert.equal(checkOf({ healthCheckId: "abc" }), "present");
    assert.equal(checkOf({ healthCheckId: UNKNOWN }, [check]), "present");
    assert.equal(checkOf({ healthCheckId: UNKNOWN }), "unknown");
  });
});

describe("Records that one resource lists", () => {
  const [blue, blues] = front("blue", 4);
  const [green, greens] = front("green", 2);
  const set = (weight: Value, dnsName: Value, inputs: Properties = {}): Properties => ({
    name: "api.example.com",
    type: "A",
    setIdentifier: "one",
    weight,
    aliasTarget: { dnsName, evaluateTargetHealth: true },
    ...inputs,
  });
  const listed = (resourceRecordSets: Value, behind: Resource[] = []) =>
    planned(
      "aws:route53/recordsExclusive:RecordsExclusive",
      "all",
      { zoneId: arn(zone), resourceRecordSets },
      { dependencies: { resourceRecordSets: behind } },
    );
  const stack = [...blues, ...greens];

  it("share a name like others", () => {
    const sets = [set(70, hostOf(blue)), set(30, hostOf(green)), { name: "www", type: "A" }];
    assert.deepEqual(api(...stack, listed(sets)).busiest, exactly(0.175));
  });

  it("may be anything where they are not known", () => {
    const sets: Value[] = [set(70, hostOf(blue)), UNKNOWN];
    holds(api(...stack, listed(sets)), 0.175);
    const known = record("blue", 70, alias(hostOf(blue)));
    holds(api(...stack, known, listed(UNKNOWN)), 0.175);
    assert.deepEqual(api(...stack, listed([set(1, UNKNOWN)], [green])).busiest, exactly(0.5));
    assert.match(api(...stack, listed([set(1, UNKNOWN), set(1, UNKNOWN)], [green])).gaps.join(), /not known/);
  });

  it("may have several addresses each", () => {
    const machines = ["10.0.0.1", "10.0.0.2"].map((privateIp) =>
      existing("aws:ec2/instance:Instance", privateIp, { privateIp }),
    );
    const values: Properties[] = [{ value: "10.0.0.1" }, { value: "10.0.0.2" }];
    const seen = api(...machines, listed([set(1, null, { aliasTarget: null, resourceRecords: values })]));
    assert.deepEqual(seen.busiest, exactly(0.5));
  });
});

describe("A record that Cloud Control makes", () => {
  const [blue, blues] = front("blue", 4);
  const [green, greens] = front("green", 2);
  const native = (name: string, inputs: Properties, behind: Record<string, Resource[]> = {}) =>
    planned(
      "aws-native:route53:RecordSet",
      name,
      { name: "api.example.com.", type: "A", setIdentifier: name, ...inputs },
      { dependencies: behind },
    );

  it("is as any other", () => {
    const place: Properties = { hostedZoneName: "example.com." };
    const known = native("blue", { ...place, weight: 70, aliasTarget: { dnsName: hostOf(blue) } });
    const made = native("green", { ...place, weight: 30, aliasTarget: { dnsName: UNKNOWN } }, { aliasTarget: [green] });
    const simple = native("simple", { ...place, weight: null, resourceRecords: ["192.0.2.1"] });
    assert.deepEqual(api(...blues, ...greens, known, made, simple).busiest, exactly(0.175));
  });
});
