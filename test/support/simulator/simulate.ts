import { balancersOf } from "../../../drills/physics/balancer";
import type { Random } from "../../../drills/physics/random";
import type { World } from "../../../drills/physics/world";

/** What became of the requests. */
export interface Outcome {
  readonly requests: number;
  /** How many each machine got, by its name. */
  readonly machines: ReadonlyMap<string, number>;
  readonly zones: ReadonlyMap<string, number>;
  /** Which machines answered for each pool, by its name. */
  readonly pools: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many reached nobody. */
  readonly lost: number;
}

/** Sends requests, one by one, to a load balancer. */
export function simulate(world: World, front: string, requests: number, random: Random): Outcome {
  const balancers = balancersOf(world);
  const first = balancers.get(front);
  if (!first) throw new Error(`there is no load balancer ${front}`);
  const machines = new Map<string, number>();
  const zones = new Map<string, number>();
  const pools = new Map<string, Set<string>>();
  for (const { sends } of world.values()) {
    for (const { to } of sends) if (typeof to !== "string") pools.set(to.name, new Set());
  }
  let lost = 0;
  for (let request = 0; request < requests; request += 1) {
    const hit = first.sends(balancers, random);
    if (!hit) {
      lost += 1;
      continue;
    }
    const { name, zone } = hit.machine;
    pools.get(hit.group.name)?.add(name);
    machines.set(name, (machines.get(name) ?? 0) + 1);
    zones.set(zone, (zones.get(zone) ?? 0) + 1);
  }
  return { requests, machines, zones, pools, lost };
}

/** The share of the machine that got most. */
export function largestShare({ machines, requests }: Outcome): number {
  return Math.max(0, ...machines.values()) / requests;
}
