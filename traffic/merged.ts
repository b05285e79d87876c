import { add, ZERO, type Bounds } from "./bounds";
import type { Destination } from "./graph";

/** The weight of each pool of a route: one that is named twice gets what both say. */
export function merged(destinations: readonly Destination[]): Map<string, Bounds> {
  const weights = new Map<string, Bounds>();
  for (const { pool, weight } of destinations) weights.set(pool, add(weights.get(pool) ?? ZERO, weight));
  return weights;
}
