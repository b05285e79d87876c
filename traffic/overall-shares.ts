import { hull, normalised, ZERO, type Bounds } from "./bounds";
import type { Destination } from "./graph";
import { merged } from "./merged";

/**
 * The share that each pool gets of all that a load balancer forwards. How much of that each route takes is up to the clients, so
 * a pool may get anything between its least and its greatest share of a route.
 */
export function sharesOverall(routes: readonly (readonly Destination[])[]): Map<string, Bounds> {
  const perRoute = routes.map((destinations) => {
    const weights = merged(destinations);
    const shares = normalised([...weights.values()]);
    return new Map([...weights.keys()].map((pool, index) => [pool, shares[index] ?? ZERO]));
  });
  const pools = new Set(perRoute.flatMap((shares) => [...shares.keys()]));
  return new Map([...pools].map((pool) => [pool, hull(perRoute.map((shares) => shares.get(pool) ?? ZERO))]));
}
