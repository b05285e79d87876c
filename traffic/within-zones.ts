import { add, ANY_SHARE, between, times, ZERO, type Bounds } from "./bounds";
import { backendsOf, zonesOf, type Placed } from "./placed";
import { partOf, type Sharing, type Slot } from "./sharing";
import { sameZoneBehind, type Placement, type Zone } from "./zones";

export interface ZonalOptions {
  /** Whether there may be backends that are not shown. */
  readonly open: boolean;
  /** The part of the clients that reach the node of their own zone only, 0 to 1. */
  readonly affinity: Bounds;
  /** The zones of the load balancer. */
  readonly enabled: Placement;
}

/**
 * The same part for each zone that holds backends, and in each zone the same part for each of its backends.
 *
 * Where clients keep to their own zone the parts of the zones are those of the clients, which no configuration tells: a zone
 * may get all of the traffic that keeps to zones.
 */
export function shareWithinZones(all: readonly Placed[], { open, affinity, enabled }: ZonalOptions): Sharing {
  const total = backendsOf(all);
  const backends = open ? between(total.atLeast, Infinity) : total;
  if (total.atMost === 0) return { backends, slots: [], largest: open ? ANY_SHARE : ZERO };
  const zones = countByZone(all);
  const coincide = mayCoincide([...zones.keys()], enabled);
  const hidden = open || zones.has(undefined) || coincide;
  const holding = zonesHolding(all, coincide ? new Map() : zones, backends, hidden);
  const slots = all.flatMap(({ member, takes, zones: own }) =>
    [...own].flatMap(([zone, count]): Slot[] => {
      if (count.atMost === 0) return [];
      const mates = hidden ? between(1, Infinity) : (zones.get(zone) ?? ZERO);
      return [
        { member, zones: new Map([[zone, count]]), count, part: shareOf(partOf(takes, mates), holding, affinity) },
      ];
    }),
  );
  const most = Math.max(...slots.map((slot) => slot.part.atMost));
  const areAlike = all.every(({ takes }) => takes.atMost === 1);
  // With two backends or more, either two zones have half each at most, or one zone has two backends at least.
  const atMost = areAlike && total.atLeast >= 2 && affinity.atMost === 0 ? Math.min(most, 1 / 2) : most;
  const sure = slots.filter(({ count }) => count.atLeast >= 1).map(({ part }) => part.atLeast);
  // Where clients keep to their zones, no zone need get its even part.
  const average = affinity.atMost === 0 ? leastForTheBusiest(holding, total.atMost) : 1 / total.atMost;
  const atLeast = open || total.atLeast === 0 ? 0 : Math.max(average, ...sure);
  return { backends, slots, largest: between(Math.min(atLeast, atMost), atMost) };
}

/** How many targets there are in each zone. */
function countByZone(all: readonly Placed[]): Map<Zone | undefined, Bounds> {
  const zones = new Map<Zone | undefined, Bounds>();
  for (const one of all) {
    for (const [zone, count] of one.zones) {
      zones.set(zone, add(zones.get(zone) ?? ZERO, times(count, one.takes)));
    }
  }
  return zones;
}

/** Whether two of these may be one and the same. */
function mayCoincide(zones: readonly (Zone | undefined)[], enabled: Placement): boolean {
  return zones.some((zone, index) =>
    zones.slice(0, index).some((other) => zone && other && sameZoneBehind(enabled, zone, other) === undefined),
  );
}

/** How many zones hold backends. */
function zonesHolding(
  all: readonly Placed[],
  zones: ReadonlyMap<Zone | undefined, Bounds>,
  total: Bounds,
  hidden: boolean,
): Bounds {
  const perhaps = [...zones.values()].filter((count) => count.atMost > 0).length;
  const surely = [...zones].filter(([zone, count]) => zone !== undefined && count.atLeast > 0).length;
  const reached = Math.max(...all.map((one) => zonesOf(one).atLeast));
  const atMost = Math.max(1, Math.min(hidden ? Infinity : perhaps, total.atMost));
  return between(Math.min(Math.max(1, surely, reached), atMost), atMost);
}

function shareOf(inZone: Bounds, holding: Bounds, affinity: Bounds): Bounds {
  const even = times(between(1 / holding.atMost, 1 / holding.atLeast), inZone);
  if (affinity.atMost === 0) return even;
  const own = affinity.atMost * inZone.atMost + (1 - affinity.atMost) * even.atMost;
  return between(even.atLeast * (1 - affinity.atMost), Math.max(even.atMost, own));
}

/** The zone with the fewest backends has no more of them than the average; over all numbers of zones that are possible. */
function leastForTheBusiest(holding: Bounds, backends: number): number {
  let least = Infinity;
  for (let zones = holding.atLeast; zones <= Math.min(holding.atMost, backends); zones += 1) {
    least = Math.min(least, 1 / (zones * Math.floor(backends / zones)));
    // Beyond the number of zones that any region has, the backends alone say how little each can get.
    if (zones > 32) return Math.min(least, 1 / backends);
  }
  return least === Infinity ? 0 : least;
}
