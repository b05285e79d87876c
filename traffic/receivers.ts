import type { Pool } from "./graph";
import type { Load } from "./load";
import type { RouteTraffic, Traffic } from "./traffic";

/** A pool that receives traffic, or may: on which routes, and in how many ways it may be made up. */
export interface Receiver {
  readonly pool: Pool;
  readonly uses: readonly [Use, ...Use[]];
  /** Whether it receives something for certain, however its routes' references are meant. */
  readonly isCertain: boolean;
}

interface Use {
  readonly traffic: RouteTraffic;
  readonly load: Load;
}

/**
 * The pools that traffic reaches, in the order of the routes.
 *
 * @param as what counts as one: a pool to a person (its subject), or the resource that its settings are those of.
 */
export function receivers(traffic: Traffic, as: (pool: Pool) => string = ({ subject }) => subject): Receiver[] {
  const found = new Map<string, { pool: Pool; uses: [Use, ...Use[]] }>();
  for (const route of traffic.routes) {
    for (const load of route.alternatives.flat()) {
      if (load.share.atMost === 0) continue;
      const key = as(load.pool);
      const known = found.get(key);
      if (known) known.uses.push({ traffic: route, load });
      else found.set(key, { pool: load.pool, uses: [{ traffic: route, load }] });
    }
  }
  return [...found].map(([key, receiver]) => ({
    ...receiver,
    isCertain: receiver.uses.some(({ traffic: { alternatives } }) =>
      alternatives.every((loads) => loads.some(({ pool, share }) => share.atLeast > 0 && as(pool) === key)),
    ),
  }));
}

/** The resource that a pool's settings are those of: a service has one for the backends of all its regions. */
export function settingsOwner({ urn, id }: Pool): string {
  return urn ?? id;
}
