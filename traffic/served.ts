import { ZERO } from "./bounds";
import type { Entry, Pool, Route } from "./graph";
import { placed, type Loss, type Placed } from "./placed";
import type { Zone } from "./zones";

/** The zones to which a load balancer's DNS leads; undefined stands for all. Several where it is not known which. */
export type Served = readonly (ReadonlySet<Zone> | undefined)[];

/**
 * The zones that a load balancer with these routes serves. A zone in which one of its target groups that keep to their zone has
 * no target is withdrawn for all of them, unless none would be left.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function servedZones(
  routes: readonly Route[],
  pools: ReadonlyMap<string, Pool>,
  entry: Entry,
  loss?: Loss,
): Served {
  const zonal = inUse(routes, pools).filter(({ pool }) => crossZoneOf(pool, entry) !== true);
  if (zonal.length < 2) return [undefined];
  const held = zonal.map(({ pool, isCertain }) => ({
    isCertain: isCertain && crossZoneOf(pool, entry) === false,
    isOpen: pool.open.length > 0,
    members: placed(pool, entry, loss),
  }));
  const inZones = held.flatMap(({ members }) => members).flatMap((one) => [...one.zones]);
  const zones = [...new Set(inZones.flatMap(([zone]) => zone ?? []))];
  const isShown = !held.some(mayBeAnywhere);
  const areCertain = inZones.every(([, count]) => count.atLeast > 0 === count.atMost > 0);
  const certain = held.filter(({ isCertain }) => isCertain);
  const common = commonTo(held, zones);
  const surelyCommon = commonTo(certain, zones);
  if (isShown && areCertain && surelyCommon.length === common.length) {
    return common.length === 0 ? [undefined] : [new Set(common)];
  }
  // It may be a zone that no target is known to be in.
  const mayBeUnnamed = certain.length > 0 ? certain.every(mayBeAnywhere) : held.some(mayBeAnywhere);
  return [undefined, ...zones.map((zone) => new Set([zone])), ...(mayBeUnnamed ? [new Set<Zone>()] : [])];
}

/** Whether a pool's targets share across zones, behind this entry; undefined where that is not known. */
export function crossZoneOf(pool: Pool, entry: Entry | undefined): boolean | undefined {
  return pool.crossZone === "as the load balancer" ? entry?.crossZone : pool.crossZone;
}

interface Used {
  readonly pool: Pool;
  /** Whether it has a weight, however the routes' references are meant. */
  readonly isCertain: boolean;
}

/** The pools that traffic may reach. */
function inUse(routes: readonly Route[], pools: ReadonlyMap<string, Pool>): Used[] {
  const certain = new Map<string, boolean>();
  for (const { alternatives } of routes) {
    const ways = new Map<string, number>();
    for (const destinations of alternatives) {
      const weighted = destinations.filter(({ weight }) => weight.atMost > 0);
      for (const { pool } of weighted) if (!ways.has(pool)) ways.set(pool, 0);
      const sure = new Set(weighted.filter(({ weight }) => weight.atLeast > 0).map(({ pool }) => pool));
      for (const pool of sure) ways.set(pool, (ways.get(pool) ?? 0) + 1);
    }
    for (const [pool, count] of ways) {
      certain.set(pool, certain.get(pool) === true || count === alternatives.length);
    }
  }
  return [...certain].flatMap(([id, isCertain]): Used[] => {
    const pool = pools.get(id);
    return pool ? [{ pool, isCertain }] : [];
  });
}

/** What a pool holds. */
interface Held {
  readonly isCertain: boolean;
  /** Whether there may be targets that the stack does not show. */
  readonly isOpen: boolean;
  readonly members: readonly Placed[];
}

function mayBeAnywhere({ isOpen, members }: Held): boolean {
  return isOpen || members.some((one) => holds(one, undefined));
}

function commonTo(pools: readonly Held[], zones: readonly Zone[]): Zone[] {
  return zones.filter((zone) => pools.every(({ members }) => members.some((one) => holds(one, zone))));
}

function holds({ zones }: Placed, zone: Zone | undefined): boolean {
  return (zones.get(zone) ?? ZERO).atMost > 0;
}
