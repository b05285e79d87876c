import { judgeFloors, readGraph, Traffic, type Bounds, type Resource } from "../../traffic";

/** What the analyser says of one route. */
export interface Seen {
  readonly label: string;
  readonly busiest: Bounds | undefined;
  readonly effective: Bounds;
  /** The fewest backends of each pool that gets traffic, by label. */
  readonly floors: Readonly<Record<string, Bounds>>;
  readonly gaps: readonly string[];
}

export function trafficOf(resources: readonly Resource[]): Traffic {
  return new Traffic(readGraph(resources));
}

/** Every route of a stack. */
export function routesOf(resources: readonly Resource[]): Seen[] {
  const traffic = trafficOf(resources);
  return traffic.routes.map((route) => ({
    label: route.route.label,
    busiest: traffic.busiest(route)?.share,
    effective: traffic.effectiveBackends(route),
    floors: Object.fromEntries(route.alternatives.flat().map(({ pool, spread }) => [pool.label, spread.backends])),
    gaps: traffic.gapsOf(route).map(({ why }) => why),
  }));
}

/** The one route of a stack. */
export function routeOf(resources: readonly Resource[]): Seen {
  const [only, ...others] = routesOf(resources);
  if (!only || others.length > 0) throw new Error(`one route is expected, and there are ${others.length + 1}`);
  return only;
}

/** What is said of the floors, as `kind pool` or `kind route`. */
export function verdictsOn(resources: readonly Resource[]): string[] {
  return judgeFloors(trafficOf(resources), { minTargets: 2, canaryShare: 0.1 }).map((verdict) =>
    "pool" in verdict ? `${verdict.kind}: ${verdict.pool.label}` : `${verdict.kind}: ${verdict.traffic.route.label}`,
  );
}
