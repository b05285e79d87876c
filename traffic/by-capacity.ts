import { ANY_SHARE, between, fraction, less, product, sum, times, ZERO, type Bounds } from "./bounds";
import { backendsOf, type Placed } from "./placed";
import { leastForTheBusiest, type Sharing, type Slot } from "./sharing";

/**
 * To each member the part that its capacity has in the capacity of all, and within it the same to each of its backends.
 *
 * @param open whether there may be backends that are not shown.
 */
export function shareByCapacity(all: readonly Placed[], open: boolean): Sharing {
  const shown = backendsOf(all);
  const backends = open ? between(shown.atLeast, Infinity) : shown;
  if (backends.atMost === 0) return { backends, slots: [], largest: ZERO };
  const capacity = sum(all.map(capacityOf));
  const slots = all.flatMap((one): Slot[] => {
    if (one.count.atMost === 0) return [];
    const own = capacityOf(one);
    const others = between(
      own.atLeast === Infinity ? 0 : less(capacity.atLeast, own.atLeast),
      open ? Infinity : less(capacity.atMost, own.atMost),
    );
    return [{ ...one, part: partOf(one, own, others) }];
  });
  const parts = withTwins(slots);
  const atMost = parts.reduce((greatest, { part }) => Math.max(greatest, part.atMost), 0);
  return { backends, slots: parts, largest: between(Math.min(leastForTheBusiest(backends, parts), atMost), atMost) };
}

/** The capacity of all of a member's backends. */
function capacityOf({ member: { capacity }, count }: Placed): Bounds {
  if (capacity === undefined || capacity === "decided at run time") return between(0, Infinity);
  if (capacity.of === "each") return times(capacity.amount, count);
  return between(count.atLeast === 0 ? 0 : capacity.amount.atLeast, count.atMost === 0 ? 0 : capacity.amount.atMost);
}

/** What each backend of a member gets. */
function partOf({ member: { capacity }, count }: Placed, own: Bounds, others: Bounds): Bounds {
  if (capacity === undefined || capacity === "decided at run time") return ANY_SHARE;
  const fewest = Math.max(1, count.atLeast);
  if (capacity.of === "all") {
    return between(fraction(own.atLeast, others.atMost) / count.atMost, fraction(own.atMost, others.atLeast) / fewest);
  }
  // The more backends a member has, the less each of them gets, though the member gets more.
  const { atLeast, atMost } = capacity.amount;
  return between(
    fraction(product(atLeast, count.atMost), others.atMost) / count.atMost,
    fraction(product(atMost, fewest), others.atLeast) / fewest,
  );
}

/** One that is not identified may be any of the others, which then gets what both get. */
function withTwins(slots: readonly Slot[]): Slot[] {
  const doubtful = slots.filter(({ member }) => !member.identified);
  if (doubtful.length === 0) return [...slots];
  return slots.map((slot) => {
    const twins = doubtful.filter((one) => one !== slot);
    const most = twins.reduce((total, { part }) => total + part.atMost, slot.part.atMost);
    return { ...slot, part: between(slot.part.atLeast, Math.min(1, most)) };
  });
}
