import { between, hull, sum, ZERO, type Bounds } from "./bounds";
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
 * The same part for each backend, whichever zone it is in.
 *
 * @param open whether there may be backends that are not shown.
 */
export function shareAcross(all: readonly Placed[], open: boolean): Sharing {
  const shown = backendsOf(all);
  const backends = open ? between(shown.atLeast, Infinity) : shown;
  if (backends.atMost === 0) return { backends, slots: [], largest: ZERO };
  const part = between(1 / backends.atMost, 1 / Math.max(backends.atLeast, 1));
  const slots = all.filter(({ count }) => count.atMost > 0).map((one) => ({ ...one, part }));
  return { backends, slots, largest: backends.atLeast === 0 ? between(0, part.atMost) : part };
}

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
