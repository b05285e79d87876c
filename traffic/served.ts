import type { Entry, Pool } from "./graph";
import { placed } from "./placed";
import type { Zone } from "./zones";

/** The zones to which a load balancer's DNS leads; undefined stands for all. Several where it is not known which. */
export type Served = readonly (ReadonlySet<Zone> | undefined)[];

/**
 * The zones that a load balancer with these pools serves. A zone in which one of its target groups that keep to their zone has
 * no target is withdrawn for all of them, unless none would be left.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function servedZones(pools: readonly Pool[], entry: Entry): Served {
  const zonal = pools.filter((pool) => crossZoneOf(pool, entry) !== true);
  if (zonal.length < 2) return [undefined];
  const held = zonal.map((pool) => placed(pool, entry));
  const inZones = held.flat().flatMap((one) => [...one.zones]);
  const zones = new Set(inZones.flatMap(([zone]) => zone ?? []));
  const areShown = zonal.every(({ open }) => open.length === 0) && inZones.every(([zone]) => zone !== undefined);
  const areCertain = inZones.every(([, count]) => count.atLeast > 0 === count.atMost > 0);
  if (!areShown || !areCertain) return [undefined, ...[...zones].map((zone) => new Set([zone]))];
  const common = [...zones].filter((zone) => held.every((all) => all.some((one) => one.zones.has(zone))));
  return common.length === 0 ? [undefined] : [new Set(common)];
}

/** Whether a pool's targets share across zones, behind this entry; undefined where that is not known. */
export function crossZoneOf(pool: Pool, entry: Entry | undefined): boolean | undefined {
  return pool.crossZone === "as the load balancer" ? entry?.crossZone : pool.crossZone;
}
