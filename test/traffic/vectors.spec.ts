import assert from "node:assert/strict";
import { isExact, readGraph, Traffic, type Bounds, type Properties, type Resource } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";

/** A target group by its weight and the zones of its targets. */
interface Pool {
  readonly weight: number;
  readonly targets: string;
  readonly crossZone?: boolean;
}

interface Example {
  readonly balancer: Properties;
  readonly zones: string;
  readonly pools: readonly Pool[];
  readonly busiest: number;
  readonly effective: number;
  /** After losing the busiest zone: the busiest share, and what reaches nobody. */
  readonly withoutZone?: readonly [zone: string, busiest: number, lost: number];
  readonly withoutBackend?: readonly [busiest: number, lost: number];
}

const APPLICATION = {};
const NETWORK = { loadBalancerType: "network" };
const NETWORK_ACROSS = { loadBalancerType: "network", enableCrossZoneLoadBalancing: true };

/** Worked by hand; shares of all traffic, in zones `a`, `b` and `c`. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  "90 and 10 over three and one": {
    balancer: APPLICATION,
    zones: "abc",
    pools: [
      { weight: 90, targets: "abc" },
      { weight: 10, targets: "a" },
    ],
    busiest: 0.3,
    effective: 1 / (3 * 0.3 ** 2 + 0.1 ** 2),
    withoutZone: ["a", 0.45, 0.1],
    withoutBackend: [0.45, 0],
  },
  "a target group that keeps to its zones, with nobody in one of three": {
    balancer: APPLICATION,
    zones: "abc",
    pools: [{ weight: 1, targets: "aaaab", crossZone: false }],
    busiest: 0.5,
    effective: 3.2,
  },
  "everything on one": {
    balancer: APPLICATION,
    zones: "ab",
    pools: [
      { weight: 100, targets: "a" },
      { weight: 0, targets: "aabb" },
    ],
    busiest: 1,
    effective: 1,
    withoutBackend: [0, 1],
  },
  "everything on two": {
    balancer: APPLICATION,
    zones: "ab",
    pools: [
      { weight: 100, targets: "ab" },
      { weight: 0, targets: "aabb" },
    ],
    busiest: 0.5,
    effective: 2,
    withoutZone: ["a", 1, 0],
  },
  "equal weights over six and two": {
    balancer: APPLICATION,
    zones: "ab",
    pools: [
      { weight: 50, targets: "aaabbb" },
      { weight: 50, targets: "ab" },
    ],
    busiest: 0.25,
    effective: 6,
  },
  "two and eight, each zone by itself": {
    balancer: NETWORK,
    zones: "ab",
    pools: [{ weight: 1, targets: "aabbbbbbbb" }],
    busiest: 0.25,
    effective: 6.4,
    withoutZone: ["a", 0.125, 0],
    withoutBackend: [0.5, 0],
  },
  "two and eight, across zones": {
    balancer: NETWORK_ACROSS,
    zones: "ab",
    pools: [{ weight: 1, targets: "aabbbbbbbb" }],
    busiest: 0.1,
    effective: 10,
    withoutZone: ["b", 0.5, 0],
  },
  "four and one, with nobody in the third zone": {
    balancer: NETWORK,
    zones: "abc",
    pools: [{ weight: 1, targets: "aaaab" }],
    busiest: 0.5,
    effective: 3.2,
  },
  "75 and 25 across zones": {
    balancer: NETWORK_ACROSS,
    zones: "ab",
    pools: [
      { weight: 75, targets: "aabb" },
      { weight: 25, targets: "ab" },
    ],
    busiest: 0.1875,
    effective: 1 / (4 * 0.1875 ** 2 + 2 * 0.125 ** 2),
  },
  "75 and 25, each zone by itself": {
    balancer: NETWORK,
    zones: "ab",
    pools: [
      { weight: 75, targets: "aabb" },
      { weight: 25, targets: "ab" },
    ],
    busiest: 0.1875,
    effective: 1 / (4 * 0.1875 ** 2 + 2 * 0.125 ** 2),
  },
};

describe("The shares of", () => {
  for (const [name, example] of Object.entries(EXAMPLES)) {
    it(name, () => {
      const traffic = new Traffic(readGraph(stackOf(example)));
      const [route] = traffic.routes;
      assert.ok(route);
      near(traffic.busiest(route)?.share, example.busiest, "busiest share");
      near(traffic.effectiveBackends(route), example.effective, "effective backends");
      if (example.withoutZone) {
        const [zone, busiest, lost] = example.withoutZone;
        const after = traffic.afterLosingZone(route);
        assert.equal(after?.of, zone);
        near(after.largest, busiest, "busiest share without the zone");
        near(after.lost, lost, "what is lost with the zone");
      }
      if (example.withoutBackend) {
        const [busiest, lost] = example.withoutBackend;
        const after = traffic.afterLosingBackend(route);
        near(after?.largest, busiest, "busiest share without the busiest backend");
        near(after?.lost, lost, "what is lost with the busiest backend");
      }
    });
  }
});

function stackOf({ balancer: inputs, zones, pools }: Example): Resource[] {
  const [front, ...subnets] = balancer("web", Array.from(zones), inputs);
  assert.ok(front);
  const groups = pools.map(({ weight, targets, crossZone }, index) => {
    const setting: Properties = crossZone === undefined ? {} : { loadBalancingCrossZoneEnabled: String(crossZone) };
    return { weight, targets, group: targetGroup(`pool${index}`, setting) };
  });
  const members = groups.flatMap(({ group, targets }) => [
    group,
    ...registered(group, instances(group.name, Array.from(targets))),
  ]);
  return [
    front,
    ...subnets,
    ...members,
    listener(
      "web",
      front,
      groups.map(({ group, weight }) => [group, weight]),
    ),
  ];
}

function near(bounds: Bounds | undefined, expected: number, what: string): void {
  assert.ok(bounds && isExact(bounds), `${what}: ${JSON.stringify(bounds)} is not exact`);
  assert.ok(Math.abs(bounds.atMost - expected) < 1e-9, `${what}: ${bounds.atMost} is not ${expected}`);
}
