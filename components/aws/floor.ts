import { all, type Input, type Output } from "@pulumi/pulumi";
import type { ZoneName } from "./zones";

/** The healthy members that a pool guarantees. */
export interface Floor {
  readonly all: number;
  /** By the name of each availability zone in which it guarantees some; undefined where nothing is guaranteed of zones. */
  readonly byZone?: Input<Readonly<Record<string, number>>>;
}

/** The floor of a group that keeps as many in each of its zones. */
export function evenFloor(zones: readonly ZoneName[], perZone: number): Floor {
  const byZone = all(zones.map(({ name }) => name)).apply((names) =>
    Object.fromEntries(names.map((name) => [name, perZone])),
  );
  return { all: zones.length * perZone, byZone };
}

/** The floor of members that are named one by one, from the zone that each is in. */
export function namedFloor(count: number, zones: Output<readonly string[]>): Floor {
  const byZone = zones.apply((names) => {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  });
  return { all: count, byZone };
}
