import { between, hull, times, ZERO, type Bounds } from "./bounds";
import { shareByCapacity } from "./by-capacity";
import type { Backends, Entry, Pool } from "./graph";
import { inZonesOnly, mayStart, placed, type Loss, type Placed } from "./placed";
import type { Gap } from "./resource";
import { crossZoneOf, type Served } from "./served";
import { eitherWay, shareAcross, type Sharing, type Slot } from "./sharing";
import { shareWithinZones } from "./within-zones";
import { ANYWHERE, includesZone, isAnywhere } from "./zones";

/** How a pool shares what it receives from one entry. */
export interface Spread extends Sharing {
  /** The members where traffic reaches them, in each of the ways in which it may. */
  readonly reached: readonly (readonly Placed[])[];
  /** The backends that get most. */
  readonly busiest: Slot | undefined;
  /** The sum of the squares of all parts. */
  readonly squares: Bounds;
  /** The most that a backend gets of which it is not known whether another pool holds it too. */
  readonly stranger: number;
  /** Members that receive nothing, because the load balancer has none of their zones enabled. */
  readonly unused: readonly Backends[];
  readonly gaps: readonly Gap[];
}

/**
 * Shares a pool's traffic over its backends: the same part for each, or as much as its capacity says, or, where the nodes of the load balancer keep to their own
 * zone, the same part for each zone that holds backends, and in it for each backend.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing
 */
export function spread(pool: Pool, entry: Entry | undefined, served: Served = [undefined], loss?: Loss): Spread {
  const all = placed(pool, entry, loss);
  const open = pool.open.length > 0;
  const crossZone = crossZoneOf(pool, entry);
  const affinity = pool.zonalAffinity ?? entry?.zonalAffinity ?? ZERO;
  const across = all.some(({ member }) => member.capacity !== undefined) ? shareByCapacity : shareAcross;
  const zonal = served.map((zones) => (zones ? all.map((one) => inZonesOnly(one, zones)) : all));
  const ways = [
    ...(crossZone === false ? [] : [across(all, open)]),
    ...(crossZone === true
      ? []
      : zonal.map((members) => shareWithinZones(members, { open, affinity, enabled: entry?.zones ?? ANYWHERE }))),
  ];
  const sharing = eitherWay(ways);
  const hasStrangers = open || all.some(({ member, count }) => !member.identified && count.atMost > 0);
  return {
    ...sharing,
    reached: [...(crossZone === false ? [] : [all]), ...(crossZone === true ? [] : zonal)],
    busiest: busiestOf(sharing.slots),
    squares: hull(ways.map(squaresOf)),
    stranger: hasStrangers ? sharing.largest.atMost : 0,
    unused: all
      .filter(({ count, member }) => count.atMost === 0 && member.floor.atMost > 0)
      .map(({ member }) => member),
    gaps: [
      ...pool.gaps,
      ...pool.open,
      ...all.flatMap(({ member }) => gapsOf(member, entry, crossZone)),
      ...(entry?.gaps ?? []),
    ],
  };
}

const STARTS_ALONE = "its minimum is 0, and the first of it that starts may be the only target of its zone";

function busiestOf(slots: readonly Slot[]): Slot | undefined {
  let top: Slot | undefined;
  for (const slot of slots) {
    if (!top || slot.part.atMost > top.part.atMost) top = slot;
  }
  return top;
}

/** The parts sum to 1, so the sum of their squares is at least 1 over their number and at most the greatest of them. */
function squaresOf({ slots, backends, largest }: Sharing): Bounds {
  if (backends.atMost === 0) return ZERO;
  const least = slots.reduce((total, { count, part }) => total + times(count, times(part, part)).atLeast, 0);
  const most = slots.reduce((total, { count, part }) => total + times(count, times(part, part)).atMost, 0);
  const even = backends.atLeast === 0 ? 0 : 1 / backends.atMost;
  const atMost = Math.min(Math.max(most, even), largest.atMost);
  return between(Math.min(Math.max(least, even), atMost), atMost);
}

/** What is not known of a member, as far as it decides whether and how much it receives. */
function gapsOf(member: Backends, entry: Entry | undefined, crossZone: boolean | undefined): Gap[] {
  // Where its zone cannot matter, it does not matter that it is not known.
  if (entry && isAnywhere(entry.zones) && crossZone === true) return [...member.gaps];
  const gaps = [...member.gaps, ...member.placement.gaps];
  if (crossZone !== true && mayStart(member)) gaps.push({ urn: member.id, property: "the size", why: STARTS_ALONE });
  if (!entry || !member.placement.zones.some((zone) => includesZone(entry.zones, zone) === undefined)) return gaps;
  const why = `whether ${member.label} is in a zone that it has enabled is not known`;
  return [...gaps, ...entry.zones.gaps, { urn: entry.id, property: "subnets", why }];
}
