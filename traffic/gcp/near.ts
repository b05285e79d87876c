import { between, type Bounds } from "../bounds";
import type { Destination } from "../graph";
import type { ServicePools } from "./backend-services";
import type { RegionPool } from "./service-pools";

/** What one service gets, by region. */
export interface Shared {
  readonly weight: Bounds;
  readonly pools: readonly RegionPool[];
}

/** A service that gets a part of the traffic, in each way in which it may be made up. */
export interface Share {
  readonly weight: Bounds;
  readonly ways: ServicePools;
}

/** Above this many ways, all that is used is that each service is made up in one of its ways. */
const MOST_WAYS = 64;

/** Each way in which the services of a split may be made up. */
export function combined(shares: readonly Share[]): Shared[][] {
  let all: Shared[][] = [[]];
  for (const { weight, ways } of shares) {
    const choices = ways.map((pools): Shared => ({ weight, pools }));
    if (all.length * choices.length <= MOST_WAYS) {
      all = all.flatMap((way) => choices.map((choice) => [...way, choice]));
    } else {
      // Each of them gets it, or does not.
      const perhaps = choices.map(({ pools }): Shared => ({ weight: between(0, weight.atMost), pools }));
      all = all.map((way) => [...way, ...perhaps]);
    }
  }
  return all;
}

/** The regions between which clients make a difference. */
export function regionsOf(ways: readonly (readonly Shared[])[]): string[] {
  const regions = ways.flat().flatMap(({ pools }) => (pools.length > 1 ? pools.map(({ region }) => region) : []));
  return [...new Set(regions)].sort();
}

/** Whether there are clients near a region of one service in which another, that has several regions, may have no backends. */
export function nearestIsOpen(ways: readonly (readonly Shared[])[]): boolean {
  const regions = regionsOf(ways);
  const many = ways.flat().filter(({ pools }) => pools.length > 1);
  return many.some(({ pools }) => pools.length < regions.length || pools.some(({ isCertain }) => !isCertain));
}

/**
 * Where the clients near a region go: to the backends there. Where a service may have none there, nobody knows which of its
 * regions is nearest.
 *
 * @see https://cloud.google.com/load-balancing/docs/https#request-distribution
 */
export function destinationsNear(region: string, way: readonly Shared[]): Destination[] {
  return way.flatMap(({ weight, pools }): Destination[] => {
    const own = pools.length === 1 ? pools[0] : pools.find((one) => one.region === region);
    if (own && (own.isCertain || pools.length === 1)) return [{ pool: own.pool, weight }];
    return pools.map(({ pool }) => ({ pool, weight: between(0, weight.atMost) }));
  });
}
