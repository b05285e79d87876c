import { add, between, exactly, fraction, hull, less, sum, times, ZERO, type Bounds } from "./bounds";
import type { Backends } from "./graph";
import { backendsOf, type Placed } from "./placed";
import type { Zone } from "./zones";

/** Backends of one member that all get the same part of what their pool receives. */
export interface Slot {
  readonly member: Backends;
  readonly zones: ReadonlyMap<Zone | undefined, Bounds>;
  readonly count: Bounds;
  /** What each one of them gets of the pool's traffic. */
  readonly part: Bounds;
}

/** One way of sharing a pool's traffic. */
export interface Sharing {
  /** How many backends there are to share it. */
  readonly backends: Bounds;
  readonly slots: readonly Slot[];
  /** The greatest part that one backend gets. */
  readonly largest: Bounds;
}

/**
 * The same part for each target, whichever zone it is in.
 *
 * @param open whether there may be backends that are not shown.
 */
export function shareAcross(all: readonly Placed[], open: boolean): Sharing {
  const shown = backendsOf(all);
  const backends = open ? between(shown.atLeast, Infinity) : shown;
  if (backends.atMost === 0) return { backends, slots: [], largest: ZERO };
  const targets = add(backends, sum(all.map(({ count, takes }) => times(count, more(takes)))));
  const slots = all
    .filter(({ count }) => count.atMost > 0)
    .map((one): Slot => ({ ...one, part: partOf(one.takes, targets) }));
  const atMost = slots.reduce(
    (greatest, { part }) => Math.max(greatest, part.atMost),
    open ? partOf(ONE, targets).atMost : 0,
  );
  return { backends, slots, largest: between(leastForTheBusiest(backends, slots), atMost) };
}

/** What a backend gets that is so many of all targets. */
export function partOf(own: Bounds, targets: Bounds): Bounds {
  return between(
    fraction(own.atLeast, less(targets.atMost, own.atMost)),
    fraction(own.atMost, less(targets.atLeast, own.atLeast)),
  );
}

/** No backend can be the busiest with less than the average. */
export function leastForTheBusiest(backends: Bounds, slots: readonly Slot[]): number {
  if (backends.atLeast === 0) return 0;
  const sure = slots.filter(({ count }) => count.atLeast >= 1).map(({ part }) => part.atLeast);
  return Math.max(1 / backends.atMost, ...sure);
}

/** The targets that one backend is beyond the first. */
function more({ atLeast, atMost }: Bounds): Bounds {
  return between(atLeast - 1, atMost - 1);
}

const ONE = exactly(1);

/** What holds whichever of several ways of sharing is the true one. */
export function eitherWay(ways: readonly Sharing[]): Sharing {
  const [only] = ways;
  if (only && ways.length === 1) return only;
  const perWay = ways.map(({ slots }) => byMember(slots));
  const members = new Map(ways.flatMap(({ slots }) => slots.map(({ member }) => [member.id, member] as const)));
  return {
    backends: hull(ways.map(({ backends }) => backends)),
    largest: hull(ways.map(({ largest }) => largest)),
    slots: [...members].map(([id, member]) => {
      const own = perWay.map((slots) => slots.get(id) ?? []);
      return {
        member,
        zones: new Map(own.flat().flatMap(({ zones }) => [...zones])),
        count: hull(own.map((slots) => sum(slots.map(({ count }) => count)))),
        part: hull(own.map((slots) => hull(slots.map(({ part }) => part)))),
      };
    }),
  };
}

function byMember(slots: readonly Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots) groups.set(slot.member.id, [...(groups.get(slot.member.id) ?? []), slot]);
  return groups;
}
