import assert from "node:assert/strict";
import fc from "fast-check";
import { readGraph, Traffic, type Properties, type Resource, type RouteTraffic } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"] as const;

interface Split {
  /** Whether the load balancer shares across zones. */
  readonly across: boolean;
  /** Weights and the zones of the targets, by number. */
  readonly pools: readonly { readonly weight: number; readonly targets: readonly number[] }[];
}

const split: fc.Arbitrary<Split> = fc.record({
  across: fc.boolean(),
  pools: fc.array(
    fc.record({
      weight: fc.integer({ min: 1, max: 999 }),
      targets: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

function stackOf({ across, pools }: Split): Resource[] {
  const inputs: Properties = { loadBalancerType: "network", enableCrossZoneLoadBalancing: across };
  const [front, ...subnets] = balancer("web", ZONES, inputs);
  assert.ok(front);
  const groups = pools.map(({ weight }, index) => [targetGroup(`pool${index}`), weight] as const);
  const members = pools.flatMap(({ targets }, index) => {
    const group = groups[index]?.[0];
    return group ? [group, ...registered(group, instances(group.name, targets.map(zoneAt)))] : [];
  });
  return [front, ...subnets, ...members, listener("web", front, groups)];
}

function zoneAt(index: number): string {
  return ZONES[index] ?? ZONES[0];
}

function analysed(resources: readonly Resource[]): { traffic: Traffic; route: RouteTraffic; busiest: number } {
  const traffic = new Traffic(readGraph(resources));
  const [route] = traffic.routes;
  assert.ok(route);
  return { traffic, route, busiest: traffic.busiest(route)?.share.atMost ?? 0 };
}

describe("The shares of a route", () => {
  it("sum to 1", () => {
    fc.assert(
      fc.property(split, (given) => {
        const { route } = analysed(stackOf(given));
        let sum = 0;
        for (const { share, spread } of route.alternatives.flat()) {
          for (const { count, part } of spread.slots) sum += share.atMost * part.atMost * count.atMost;
        }
        assert.ok(Math.abs(sum - 1) < 1e-9, `they sum to ${sum}`);
      }),
    );
  });

  it("are never more uneven with one more target, where all zones share alike", () => {
    fc.assert(
      fc.property(split, fc.nat(), fc.nat({ max: 2 }), (given, at, zone) => {
        const across = { ...given, across: true };
        const grown = across.pools.map((pool, index) =>
          index === at % across.pools.length ? { ...pool, targets: [...pool.targets, zone] } : pool,
        );
        assert.ok(analysed(stackOf({ ...across, pools: grown })).busiest <= analysed(stackOf(across)).busiest + 1e-9);
      }),
    );
  });

  it("do not change when all weights are scaled", () => {
    fc.assert(
      fc.property(split, fc.integer({ min: 1, max: 9 }), (given, factor) => {
        const small = given.pools.map((pool) => ({ ...pool, weight: Math.ceil(pool.weight / 10) }));
        const scaled = small.map((pool) => ({ ...pool, weight: pool.weight * factor }));
        const [before, after] = [
          analysed(stackOf({ ...given, pools: small })),
          analysed(stackOf({ ...given, pools: scaled })),
        ];
        assert.ok(Math.abs(before.busiest - after.busiest) < 1e-9);
      }),
    );
  });

  it("do not depend on the order of the resources", () => {
    fc.assert(
      fc.property(
        split.chain((given) => {
          const resources = stackOf(given);
          return fc.tuple(fc.constant(resources), fc.shuffledSubarray(resources, { minLength: resources.length }));
        }),
        ([resources, shuffled]) => {
          assert.deepEqual(readGraph(shuffled), readGraph(resources));
        },
      ),
    );
  });
});
