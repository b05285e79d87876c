import { add, between, hull, times, ZERO, type Bounds } from "./bounds";
import type { Entry } from "./graph";
import { zonesOf, type Placed } from "./placed";
import type { Load } from "./shares";
import { isAnywhere, isUnnamed, zoneKind, type Zone } from "./zones";

/** In how many zones the backends of a pool are, and what the busiest zone takes. */
export interface ZoneSpread {
  /** How many zones hold a backend, at the floor. */
  readonly zones: Bounds;
  /** The part of the pool's traffic that the busiest zone takes. */
  readonly largest: Bounds;
  readonly busiest: Zone | undefined;
}

/** Undefined for a pool whose backends are bound to no zone: it runs by itself, or it is reached from everywhere. */
export function zoneSpread({ entry, spread }: Load): ZoneSpread | undefined {
  const ways = spread.reached.map((members) => members.filter(({ count }) => count.atMost > 0));
  const isBound = ({ member, count }: Placed) => !isAnywhere(member.placement) && count.atMost !== Infinity;
  if (!ways.flat().some(isBound)) return undefined;
  const isOpen = spread.backends.atMost === Infinity;
  const zones = hull(ways.map((members) => zonesHolding(members, entry)));
  return { zones: isOpen ? between(zones.atLeast, Infinity) : zones, ...busiestZone(spread.slots) };
}

function zonesHolding(members: readonly Placed[], entry: Entry | undefined): Bounds {
  const most = Math.min(
    possibleZones(members),
    members.reduce((total, one) => total + zonesOf(one).atMost, 0),
  );
  const least = Math.max(certainZones(members, entry), ...members.map((one) => zonesOf(one).atLeast));
  return between(least, Math.max(least, most));
}

/** How many zones may hold a backend: those that are named, and one for each backend of which no zone is known. */
function possibleZones(members: readonly Placed[]): number {
  const all = members.flatMap(({ zones }) => [...zones].filter(([, count]) => count.atMost > 0));
  const named = new Set(all.flatMap(([zone]) => zone ?? []));
  return all.reduce((total, [zone, count]) => (zone === undefined ? total + count.atMost : total), named.size);
}

/** How many zones surely hold a backend, and are surely not one another. */
function certainZones(members: readonly Placed[], entry: Entry | undefined): number {
  const certain = new Set(
    members.flatMap(({ zones }) => [...zones].flatMap(([zone, count]) => (count.atLeast > 0 && zone ? zone : []))),
  );
  // A load balancer has one subnet a zone, so the ones that it has enabled differ.
  const enabled = [...certain].filter((zone) => entry?.zones.zones.includes(zone)).length;
  const byKind = new Map<string, number>();
  for (const zone of certain) {
    const kind = kindOf(zone);
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  }
  return Math.max(0, enabled, ...byKind.values());
}

/** Zones of one kind are different ones where their names are; of subnets, it is not known. */
function kindOf(zone: Zone): string {
  if (zone.startsWith("subnet:")) return zone;
  return isUnnamed(zone) ? zone.slice(0, zone.lastIndexOf("#")) : zoneKind(zone);
}

function busiestZone(slots: Load["spread"]["slots"]): Pick<ZoneSpread, "largest" | "busiest"> {
  const parts = new Map<Zone | undefined, Bounds>();
  for (const { zones, part } of slots) {
    for (const [zone, count] of zones) parts.set(zone, add(parts.get(zone) ?? ZERO, times(count, part)));
  }
  const unknown = parts.get(undefined)?.atMost ?? 0;
  let [busiest, largest]: [Zone | undefined, Bounds] = [undefined, ZERO];
  for (const [zone, part] of parts) {
    if (zone !== undefined && part.atMost > largest.atMost) [busiest, largest] = [zone, part];
  }
  const certain = [...parts].filter(([zone]) => zone !== undefined).map(([, part]) => part.atLeast);
  const atLeast = Math.min(1, Math.max(0, ...certain));
  return { busiest, largest: between(atLeast, Math.max(atLeast, Math.min(1, largest.atMost + unknown))) };
}
