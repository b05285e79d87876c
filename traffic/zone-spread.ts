import { add, between, hull, times, ZERO, type Bounds } from "./bounds";
import type { Entry } from "./graph";
import { zonesOf, type Placed } from "./placed";
import type { Load } from "./load";
import type { Slot } from "./sharing";
import {
  ANYWHERE,
  isAnywhere,
  isUnnamed,
  sameZoneBehind,
  whoseZone,
  zoneKind,
  type Placement,
  type Zone,
} from "./zones";

/** In how many zones the backends of a pool are, and what the busiest zone takes. */
export interface ZoneSpread {
  /** How many zones hold a backend, at the floor. */
  readonly zones: Bounds;
  /** The part of the pool's traffic that the busiest zone takes. */
  readonly largest: Bounds;
  readonly busiest: Zone | undefined;
}

/** A pool is spread once for each load balancer in front of it, and asked for its zones on each route. */
const known = new WeakMap<Load["spread"], { readonly of: ZoneSpread | undefined }>();

/** Undefined for a pool whose backends are bound to no zone: it runs by itself, or it is reached from everywhere. */
export function zoneSpread(load: Load): ZoneSpread | undefined {
  const found = known.get(load.spread) ?? { of: zonesOfLoad(load) };
  known.set(load.spread, found);
  return found.of;
}

function zonesOfLoad({ entry, spread }: Load): ZoneSpread | undefined {
  const ways = spread.reached.map((members) => members.filter(({ count }) => count.atMost > 0));
  const isBound = ({ member, count }: Placed) => !isAnywhere(member.placement) && count.atLeast !== Infinity;
  if (!ways.flat().some(isBound)) return undefined;
  const isOpen = spread.backends.atMost === Infinity;
  const zones = hull(ways.map((members) => zonesHolding(members, entry)));
  return {
    zones: isOpen ? between(zones.atLeast, Infinity) : zones,
    ...busiestZone(spread.slots, entry?.zones ?? ANYWHERE),
  };
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
  return zone.startsWith("subnet:") || isUnnamed(zone) ? whoseZone(zone) : zoneKind(zone);
}

function busiestZone(slots: readonly Slot[], enabled: Placement): Pick<ZoneSpread, "largest" | "busiest"> {
  const parts = new Map<Zone | undefined, Bounds>();
  for (const { zones, part } of slots) {
    for (const [zone, count] of zones) parts.set(zone, add(parts.get(zone) ?? ZERO, times(count, part)));
  }
  const unknown = parts.get(undefined)?.atMost ?? 0;
  const named = [...parts].flatMap(([zone, part]) => (zone === undefined ? [] : [{ zone, part }]));
  let [busiest, largest]: [Zone | undefined, Bounds] = [undefined, ZERO];
  for (const { zone, part } of named) if (part.atMost > largest.atMost) [busiest, largest] = [zone, part];
  const most = named.reduce((greatest, { zone }) => Math.max(greatest, mostIn(zone, named, enabled)), 0);
  const atLeast = Math.min(1, Math.max(0, ...named.map(({ part }) => part.atLeast)));
  return { busiest, largest: between(atLeast, Math.max(atLeast, Math.min(1, most + unknown))) };
}

/** What a zone gets at most: its own, and that of one zone of each other owner that may be the same one. */
function mostIn(zone: Zone, all: readonly { zone: Zone; part: Bounds }[], enabled: Placement): number {
  const perOwner = new Map<string, number>();
  for (const { zone: other, part } of all) {
    if (sameZoneBehind(enabled, zone, other) === false) continue;
    const owner = kindOf(other);
    perOwner.set(owner, Math.max(perOwner.get(owner) ?? 0, part.atMost));
  }
  return [...perOwner.values()].reduce((total, part) => total + part, 0);
}
