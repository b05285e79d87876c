import { add, between, exactly, sum, ZERO, type Bounds } from "./bounds";
import type { Backends, Entry, Pool } from "./graph";
import { registrations } from "./registrations";
import { ANYWHERE, includesZone, isAnywhere, sameZoneBehind, type Zone } from "./zones";

/** The backends of one member, as far as a load balancer sends them anything. */
export interface Placed {
  readonly member: Backends;
  readonly count: Bounds;
  /** How many targets each of them is. */
  readonly takes: Bounds;
  /** How many there may be in each zone; under `undefined` those whose zone is not known or does not matter. */
  readonly zones: ReadonlyMap<Zone | undefined, Bounds>;
  /** Whether the load balancer sends to all of the member's backends, wherever these are. */
  readonly isWhole: boolean;
}

/** A loss to be tried: one backend of a member, or all that is in a zone. */
export type Loss = { readonly member: string } | { readonly zone: Zone };

/**
 * The members of a pool where they are. A target in a zone that the load balancer has not enabled receives nothing.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html (Target.NotInUse)
 */
export function placed(pool: Pool, entry: Entry | undefined, loss?: Loss): Placed[] {
  return distinct(pool).map(({ member, takes }) => withLoss({ ...place(member, entry), takes }, entry, loss));
}

/** How many different backends there are. One that is not identified may be any of the others. */
export function backendsOf(all: readonly Placed[]): Bounds {
  const identified = sum(all.filter(({ member }) => member.identified).map(({ count }) => count));
  const others = all.filter(({ member }) => !member.identified).map(({ count }) => count);
  const oneAtLeast = Math.max(0, ...others.map((count) => Math.min(1, count.atLeast)));
  return between(Math.max(identified.atLeast, oneAtLeast), identified.atMost + sum(others).atMost);
}

/** How many zones hold a member's backends: more of them than any zone can hold are in several, whichever these are. */
export function zonesOf({ zones, count }: Placed): Bounds {
  const counts = [...zones].map(([zone, here]) => ({ zone, here })).filter(({ here }) => here.atMost > 0);
  const named = counts.every(({ zone }) => zone !== undefined);
  const atMost = named ? Math.min(counts.length, count.atMost) : count.atMost;
  const perZone = Math.max(0, ...counts.map(({ here }) => here.atMost));
  const spreads = named && perZone > 0 && perZone !== Infinity ? Math.ceil(count.atLeast / perZone) : 0;
  return between(Math.min(Math.max(spreads, count.atLeast > 0 ? 1 : 0), atMost), atMost);
}

/** The backends in these zones, where the others receive nothing. */
export function inZonesOnly(one: Placed, served: ReadonlySet<Zone>): Placed {
  const zones = new Map([...one.zones].filter(([zone]) => zone === undefined || served.has(zone)));
  if (zones.size === one.zones.size) return one;
  const { atLeast, atMost } = sum(zones.values());
  const most = one.count.atMost;
  return { ...one, zones, count: between(Math.min(atLeast, most), Math.min(atMost, most)), isWhole: false };
}

/** A member that is registered twice is one member, with the capacity of both; it is there for certain if one of the two is. */
function distinct(pool: Pool): { member: Backends; takes: Bounds }[] {
  const byId = new Map<string, Backends[]>();
  const strangers: Backends[] = [];
  for (const member of pool.members) {
    if (member.kind !== "backends") continue;
    const twins = byId.get(member.id);
    if (twins) twins.push(member);
    else byId.set(member.id, [member]);
    if (!member.identified) strangers.push(member);
  }
  return [...byId.values()].map((twins) => ({
    member: twins.reduce((one, other) => ({
      ...(one.floor.atLeast < other.floor.atLeast ? other : one),
      ...both(one, other),
    })),
    takes: registrations(
      twins,
      strangers.filter((one) => !twins.includes(one)),
    ),
  }));
}

function both({ capacity: a }: Backends, { capacity: b }: Backends): Pick<Backends, "capacity"> {
  if (a === undefined || b === undefined) return {};
  if (typeof a === "string" || typeof b === "string" || a.of !== b.of) return { capacity: "decided at run time" };
  return { capacity: { of: a.of, amount: add(a.amount, b.amount) } };
}

function place(member: Backends, entry: Entry | undefined): Omit<Placed, "takes"> {
  const { floor } = member;
  const { zones, gaps } = member.placement;
  const reachesAll = entry !== undefined && isAnywhere(entry.zones);
  if (zones.length === 0) {
    const count = reachesAll || gaps.length === 0 ? floor : between(0, floor.atMost);
    return { member, count, zones: new Map([[undefined, count]]), isWhole: reachesAll || gaps.length === 0 };
  }
  const inZones = new Map<Zone | undefined, Bounds>();
  const here = mayStart(member) ? AT_MOST_ONE : evenly(floor, zones.length, gaps.length === 0);
  let doubtful = gaps.length === 0 ? 0 : floor.atLeast;
  for (const zone of zones) {
    const enabled = entry === undefined ? undefined : includesZone(entry.zones, zone);
    if (enabled !== true) doubtful += here.atMost;
    if (enabled !== false) inZones.set(zone, enabled ? here : between(0, here.atMost));
  }
  if (reachesAll) return { member, count: floor, zones: inZones, isWhole: true };
  const all = sum(inZones.values());
  const atMost = Math.min(floor.atMost, all.atMost);
  const atLeast = Math.max(all.atLeast, Math.min(floor.atLeast - doubtful, atMost));
  const isWhole = doubtful === 0;
  return { member, count: between(Math.min(atLeast, atMost), atMost), zones: inZones, isWhole };
}

/** Whether it is a group that may be empty and may grow: its first backend is the only one of its zone. */
export function mayStart({ floor, scaling }: Backends): boolean {
  return floor.atMost === 0 && scaling?.ceilings.some(({ most }) => most.atMost > 0) === true;
}

const AT_MOST_ONE = between(0, 1);

/** A group that spreads evenly has in each zone its size over their number, rounded down or up. */
function evenly(size: Bounds, zones: number, allKnown: boolean): Bounds {
  return allKnown ? between(Math.floor(size.atLeast / zones), Math.ceil(size.atMost / zones)) : between(0, size.atMost);
}

function withLoss(one: Placed, entry: Entry | undefined, loss: Loss | undefined): Placed {
  if (!loss) return one;
  if ("zone" in loss) return withoutZone(one, entry, loss.zone);
  if (loss.member !== one.member.id) return one;
  const [zone] = one.zones.keys();
  const zones = new Map(one.zones);
  // Which zone of a group loses one is open, so each of them may.
  for (const [key, count] of zones) zones.set(key, between(Math.max(0, count.atLeast - 1), count.atMost));
  if (zones.size === 1) zones.set(zone, less(one.zones.get(zone) ?? ZERO, exactly(1)));
  return { ...one, count: less(one.count, exactly(1)), zones };
}

/** What is in a zone that may be the lost one may be lost with it. */
function withoutZone(one: Placed, entry: Entry | undefined, lost: Zone): Placed {
  const zones = new Map(one.zones);
  let [least, most] = [one.count.atLeast, one.count.atMost];
  for (const [zone, count] of one.zones) {
    const isLost = zone === undefined ? undefined : sameZoneBehind(entry?.zones ?? ANYWHERE, zone, lost);
    if (isLost === false) continue;
    least = Math.max(0, least - count.atMost);
    if (isLost) {
      if (most !== Infinity) most = Math.max(0, most - count.atLeast);
      zones.delete(zone);
    } else zones.set(zone, between(0, count.atMost));
  }
  most = Math.min(most, sum(zones.values()).atMost);
  return { ...one, count: between(Math.min(least, most), most), zones };
}

function less(count: Bounds, lost: Bounds): Bounds {
  const most = count.atMost === Infinity ? Infinity : Math.max(0, count.atMost - lost.atLeast);
  return between(Math.max(0, count.atLeast - lost.atMost), most);
}
