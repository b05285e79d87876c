import { between, type Bounds } from "./bounds";
import { crossZoneOf } from "./served";
import type { Load } from "./load";

/** What the busiest backend of a pool gets, as a multiple of what the least busy one gets. */
export interface ZoneBalance {
  readonly ratio: Bounds;
  /** The members of the busiest and of the least busy backend, as a person names them. */
  readonly busiest: string;
  readonly leastBusy: string;
}

/** Undefined where the load balancer shares over all zones, so that zones make no difference, or no backend is shown. */
export function zoneBalance({ pool, entry, spread }: Load): ZoneBalance | undefined {
  if (crossZoneOf(pool, entry) === true) return undefined;
  const slots = spread.slots.filter(({ count, part }) => count.atMost > 0 && part.atMost > 0);
  const [first] = slots;
  if (!first) return undefined;
  const busiest = slots.reduce((top, one) => (one.part.atMost > top.part.atMost ? one : top), first);
  const leastBusy = slots.reduce((low, one) => (one.part.atLeast < low.part.atLeast ? one : low), first);
  const certain = slots.filter(({ count }) => count.atLeast > 0).map(({ part }) => part);
  const largest = Math.max(0, ...certain.map(({ atLeast }) => atLeast));
  const smallest = Math.min(...certain.map(({ atMost }) => atMost));
  const atLeast = certain.length === 0 ? 1 : Math.max(1, largest / smallest);
  const atMost = leastBusy.part.atLeast === 0 ? Infinity : busiest.part.atMost / leastBusy.part.atLeast;
  return {
    ratio: between(atLeast, Math.max(atLeast, atMost)),
    busiest: busiest.member.label,
    leastBusy: leastBusy.member.label,
  };
}
