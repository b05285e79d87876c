import assert from "node:assert/strict";
import { exactly, UNKNOWN, type Bounds, type Properties, type Resource, type Value } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { arn, existing, planned } from "../../support/resources";
import { routesOf, trafficOf, verdictsOn, type Seen } from "../../support/routes";

const ZONES = ["us-east-1a", "us-east-1b"] as const;
const accelerator = existing("aws:globalaccelerator/accelerator:Accelerator", "edge", { name: "edge" });
const entrance = existing("aws:globalaccelerator/listener:Listener", "https", { acceleratorArn: arn(accelerator) });
const base = [accelerator, entrance];

/** A load balancer with so many targets, and its resources. */
function front(name: string, targets: number): [Resource, Resource[]] {
  const [load, ...subnets] = balancer(name, ZONES);
  assert.ok(load);
  const pool = targetGroup(name);
  const zones = Array.from({ length: targets }, (_, index) => ZONES[index % 2] ?? ZONES[0]);
  return [
    load,
    [load, ...subnets, pool, ...registered(pool, instances(name, zones)), listener(name, load, [[pool, 1]])],
  ];
}

type Details = Parameters<typeof existing>[3];

function group(name: string, endpoints: Value, inputs: Properties = {}, details: Details = {}): Resource {
  const own: Properties = {
    listenerArn: arn(entrance),
    endpointGroupRegion: name,
    endpointConfigurations: endpoints,
    ...inputs,
  };
  return planned("aws:globalaccelerator/endpointGroup:EndpointGroup", name, own, details);
}

const endpoint = (of: Resource, weight?: Value): Properties => ({
  endpointId: arn(of),
  ...(weight === undefined ? {} : { weight }),
});

function nearest(region: string, resources: readonly Resource[]): Seen {
  const label = `listener https of accelerator edge, clients nearest ${region}`;
  const found = routesOf(resources).find((route) => route.label === label);
  assert.ok(found, `no route ${label}`);
  return found;
}

/** That a share is within the bounds, and that there is a reason why these are no exact number. */
function holds({ busiest, gaps }: Seen, share: number): void {
  assert.ok(busiest && busiest.atLeast <= share + 1e-9 && busiest.atMost >= share - 1e-9);
  assert.notDeepEqual(gaps, []);
}

describe("An endpoint group of Global Accelerator", () => {
  const [blue, blues] = front("blue", 4);
  const [green, greens] = front("green", 2);
  const [one, two] = instances("i", ZONES);
  assert.ok(one && two);
  const both = [...base, ...blues, ...greens, one, two];

  it("shares by weight over load balancers, which share their part over their targets", () => {
    const seen = nearest("eu", [...both, group("eu", [endpoint(blue, 70), endpoint(green, 30)])]);
    assert.deepEqual(seen.busiest, exactly(0.175));
    assert.deepEqual(seen.gaps, []);
  });

  it("sends nothing to an endpoint without a weight beside one that has one", () => {
    const stack = [...both, group("eu", [endpoint(one, 128), endpoint(two)])];
    assert.deepEqual(nearest("eu", stack).busiest, exactly(1));
    assert.deepEqual(verdictsOn(stack), ["short: endpoint group eu"]);
  });

  it("sends everything to its only endpoint, whatever the weight", () => {
    for (const weight of [128, 0, undefined, UNKNOWN] as (Value | undefined)[]) {
      assert.deepEqual(nearest("eu", [...both, group("eu", [endpoint(green, weight)])]).busiest, exactly(0.5));
    }
    assert.deepEqual(verdictsOn([...base, one, group("eu", [endpoint(one)])]), ["short: endpoint group eu"]);
  });

  it("may send anything to each of its endpoints where no weight is above 0", () => {
    const seen = nearest("eu", [...both, group("eu", [endpoint(one), endpoint(two, 0)])]);
    assert.deepEqual(seen.busiest, { atLeast: 0, atMost: 1 });
  });

  it("may have any weights that are not known, or that somebody else sets", () => {
    const unknown = nearest("eu", [...both, group("eu", [endpoint(blue, UNKNOWN), endpoint(green, 30)])]);
    holds(unknown, 0.175);
    assert.match(unknown.gaps.join(), /which endpoint gets which weight is not known/);
    const ignoreChanges = ["endpointConfigurations"];
    const left = nearest("eu", [
      ...both,
      group("eu", [endpoint(blue, 70), endpoint(green, 30)], {}, { ignoreChanges }),
    ]);
    holds(left, 0.175);
    assert.match(left.gaps.join(), /ignoreChanges leaves it to somebody else/);
  });

  it("may give each weight to each endpoint in a first preview", () => {
    const [first, second] = ["blue", "green"].map((name) =>
      planned("aws:ec2/instance:Instance", name, { availabilityZone: ZONES[0] }),
    );
    assert.ok(first && second);
    const of = (weights: readonly Value[]) => {
      const endpoints = weights.map((weight): Properties => ({ endpointId: UNKNOWN, weight }));
      const dependencies = { endpointConfigurations: [first, second] };
      return nearest("eu", [...base, first, second, group("eu", endpoints, {}, { dependencies })]);
    };
    assert.deepEqual(of([50, 50]).busiest, exactly(0.5));
    holds(of([80, 20]), 0.8);
    holds(of([100, 0]), 1);
    assert.deepEqual(of([UNKNOWN, UNKNOWN]).busiest, { atLeast: 0, atMost: 1 });
  });

  it("leads to what an Elastic IP address is given to", () => {
    const address = existing("aws:ec2/eip:Eip", "fixed", { instance: arn(one) });
    assert.deepEqual(verdictsOn([...both, address, group("eu", [endpoint(address, 1)])]), ["short: endpoint group eu"]);
    const idle = existing("aws:ec2/eip:Eip", "idle");
    const stack = [...base, idle, group("eu", [endpoint(idle, 1)])];
    assert.deepEqual(verdictsOn(stack), ["unproved: address idle"]);
  });

  it("leads elsewhere where the stack does not show to what", () => {
    const outside: Properties = { endpointId: "eipalloc-1", weight: 1 };
    const lists: Value[] = [[outside], [{ endpointId: UNKNOWN }], [UNKNOWN], UNKNOWN];
    for (const endpoints of lists) {
      const verdicts = verdictsOn([...both, group("eu", endpoints)]);
      assert.ok(verdicts.length > 0 && verdicts.every((verdict) => verdict.startsWith("unproved: an endpoint that")));
    }
    const mixed = [...both, group("eu", [outside, endpoint(one, 1)])];
    assert.deepEqual(
      verdictsOn(mixed).map((verdict) => verdict.split(":")[0]),
      ["unproved", "unproved"],
    );
    const made = { dependencies: { endpointConfigurations: [green] } };
    assert.deepEqual(nearest("eu", [...both, group("eu", UNKNOWN, {}, made)]).busiest?.atMost, 1);
  });

  it("has the health check that the service makes, unless it says how", () => {
    const checkOf = (inputs: Properties) =>
      trafficOf([...base, one, group("eu", [endpoint(one, 1)], inputs)]).routes[0]?.alternatives[0]?.[0]?.pool
        .healthCheck;
    assert.equal(checkOf({}), "service default");
    assert.equal(checkOf({ healthCheckProtocol: "HTTP" }), "present");
  });

  it("without endpoints has no traffic", () => {
    assert.deepEqual(verdictsOn([...base, group("eu", [])]), []);
  });
});

describe("A traffic dial", () => {
  const [near, nears] = front("near", 4);
  const [far, fars] = front("far", 2);
  const [third, thirds] = front("third", 3);
  const stack = (dial: Value, ...more: Resource[]) => [
    ...[...base, ...nears, ...fars, ...thirds],
    group("eu", [endpoint(near, 128)], { trafficDialPercentage: dial }),
    group("us", [endpoint(far, 128)]),
    ...more,
  ];
  const busiest = (region: string, resources: readonly Resource[]): Bounds | undefined =>
    nearest(region, resources).busiest;

  it("of 100 keeps the traffic of a region in it", () => {
    assert.deepEqual(busiest("eu", stack(100)), exactly(0.25));
    assert.deepEqual(busiest("us", stack(50)), exactly(0.5));
  });

  it("below 100 sends what is left to other regions, nobody knows how much", () => {
    const seen = nearest("eu", stack(50));
    // At least half of it stays, so each of the two targets elsewhere gets a quarter at most.
    assert.deepEqual(seen.busiest, { atLeast: 0.125, atMost: 0.25 });
    assert.match(seen.gaps.join(), /how much to which is not known/);
    const ap = group("ap", [endpoint(third, 128)]);
    assert.ok((busiest("eu", stack(50, ap))?.atMost ?? 1) <= 0.25);
  });

  it("of 0 sends everything to the only other region, and to any of several", () => {
    assert.deepEqual(busiest("eu", stack(0)), exactly(0.5));
    const ap = group("ap", [endpoint(third, 128)]);
    assert.deepEqual(busiest("eu", stack(0, ap))?.atMost, 0.5);
    assert.deepEqual(
      busiest("eu", stack(0, group("ap", [endpoint(third, 128)], { trafficDialPercentage: 0 }))),
      exactly(0.5),
    );
  });

  it("that is not known may be any", () => {
    for (const share of [0.25, 0.5]) holds(nearest("eu", stack(UNKNOWN)), share);
    const left = group("eu", [endpoint(near, 1)], {}, { ignoreChanges: ["trafficDialPercentage"] });
    holds(nearest("eu", [...base, ...nears, ...fars, left, group("us", [endpoint(far, 128)])]), 0.5);
  });

  it("changes nothing where there is one region", () => {
    const only = group("eu", [endpoint(near, 128)], { trafficDialPercentage: 50 });
    assert.deepEqual(busiest("eu", [...base, ...nears, only]), exactly(0.25));
  });

  it("of a group without weights is that of all regions", () => {
    const none = group("eu", [endpoint(near, 0)]);
    holds(nearest("eu", [...base, ...nears, ...fars, none, group("us", [endpoint(far, 128)])]), 0.5);
  });

  it("may send traffic to groups that are not shown where the listener is not", () => {
    const outside = group("eu", [endpoint(near, 1)], { listenerArn: "arn:aws:ga:l", trafficDialPercentage: 50 });
    const seen = routesOf([...nears, outside]).find(({ label }) => label.includes("outside"));
    assert.ok(seen);
    assert.equal(seen.label, "listener outside this stack, clients nearest eu");
    assert.match(seen.gaps.join(), /may have endpoint groups outside this stack/);
  });

  it("may send traffic to a group of which the listener is not known", () => {
    const lost = group("ap", [endpoint(far, 1)], { listenerArn: UNKNOWN });
    const own = group("eu", [endpoint(near, 1)], { trafficDialPercentage: 50 });
    holds(nearest("eu", [...base, ...nears, ...fars, own, lost]), 0.25);
  });
});

describe("A name that leads to an accelerator", () => {
  it("leads to the endpoints of its groups", () => {
    const [web, webs] = front("web", 2);
    const named = existing(
      "aws:globalaccelerator/accelerator:Accelerator",
      "edge",
      {},
      { outputs: { dnsName: "a1.example" } },
    );
    const stack = [named, entrance, ...webs, group("eu", [endpoint(web, 1)], { endpointGroupRegion: UNKNOWN })];
    const record = existing("aws:route53/record:Record", "api", {
      ...{ zoneId: "Z1", name: "api", type: "A", setIdentifier: "one", weightedRoutingPolicies: [{ weight: 1 }] },
      aliases: [{ name: "A1.example." }],
    });
    const seen = routesOf([...stack, record]).find(({ label }) => label === "record api");
    assert.deepEqual(seen?.busiest, exactly(0.5));
  });
});

describe("An endpoint group that Cloud Control makes", () => {
  it("gives an endpoint without a weight half of the greatest one", () => {
    const [one, two] = instances("i", ZONES);
    assert.ok(one && two);
    const edge = existing(
      "aws-native:globalaccelerator:Accelerator",
      "edge",
      {},
      { outputs: { acceleratorArn: "arn:a" } },
    );
    const https = existing(
      "aws-native:globalaccelerator:Listener",
      "https",
      { acceleratorArn: "arn:a" },
      { outputs: { listenerArn: "arn:l" } },
    );
    const groupOf = (endpointConfigurations: Value) =>
      existing("aws-native:globalaccelerator:EndpointGroup", "eu", {
        ...{ listenerArn: "arn:l", endpointGroupRegion: "eu" },
        endpointConfigurations,
      });
    const stack = (endpoints: Value) => [edge, https, one, two, groupOf(endpoints)];
    assert.deepEqual(nearest("eu", stack([endpoint(one, 128), endpoint(two)])).busiest, exactly(0.5));
    assert.notDeepEqual(nearest("eu", stack(UNKNOWN)).gaps, []);
    assert.notDeepEqual(nearest("eu", stack([UNKNOWN])).gaps, []);
  });
});
