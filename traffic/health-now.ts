import { hull, type Bounds } from "./bounds";
import type { Traffic } from "./traffic";

/** How many targets of a pool answer their health checks at this moment. */
export interface PoolHealth {
  readonly healthy: number;
  /** Targets that are not checked, or of which the service does not tell. */
  readonly untold: number;
  /** All that are registered, but for those that are being taken out. */
  readonly registered: number;
}

/** A pool that takes traffic now, with what it is able to do. */
export interface PoolNow extends PoolHealth {
  readonly urn: string;
  readonly subject: string;
  readonly label: string;
  /** What it guarantees. */
  readonly backends: Bounds;
  /** The route that sends it the greatest share of its traffic, that share, and the way. */
  readonly route: string;
  readonly share: Bounds;
  readonly path: readonly string[];
}

/** The pools with traffic of which the health of the targets is told, by URN. */
export function poolsNow(traffic: Traffic, health: ReadonlyMap<string, PoolHealth>): PoolNow[] {
  const pools = new Map<string, PoolNow>();
  for (const { route, alternatives } of traffic.routes) {
    for (const { pool, share, spread, path } of alternatives.flat()) {
      const own = pool.urn === undefined ? undefined : health.get(pool.urn);
      if (pool.urn === undefined || own === undefined || share.atMost === 0) continue;
      const { urn, subject, label } = pool;
      const known = pools.get(urn);
      const backends = known ? hull([known.backends, spread.backends]) : spread.backends;
      const busiest = known && known.share.atMost >= share.atMost ? known : { route: route.label, share, path };
      pools.set(urn, { ...busiest, ...own, urn, subject, label, backends });
    }
  }
  return [...pools.values()];
}
