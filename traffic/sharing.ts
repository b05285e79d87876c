import { between, ZERO, type Bounds } from "./bounds";
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
