import { add, between, compare, hull, product, sum, times, type Bounds } from "./bounds";
import type { Backends } from "./graph";
import { unitOf, type BackendShare, type Load } from "./load";

/** What the backends of one member get of a route's traffic, from all pools that hold them. */
export interface Received extends BackendShare {
  /** How many of them surely get the least of that share, or more. */
  readonly sure: number;
  /** How many of them may get anything. */
  readonly most: number;
  /** What all of them get together. */
  readonly total: Bounds;
}

/** What the backends of a member get from one pool, or from several of them. */
interface Part extends Received {
  /** What the pool brings that is named: the one that brings most. */
  readonly brought: Bounds;
  readonly size: number;
  /** Whether that is all backends that the member has, rather than those in some of its zones. */
  readonly isWhole: boolean;
}

/** What each backend gets, summed over the pools that it is in. */
export function byBackend(loads: readonly Load[]): Received[] {
  const all = new Map<string, Part>();
  const strangers = loads.reduce((most, { share, spread }) => most + share.atMost * spread.stranger, 0);
  for (const load of loads.filter(({ share }) => share.atMost > 0)) {
    for (const [id, here] of partsOf(load)) {
      const before = all.get(id);
      all.set(id, before ? together(before, here) : here);
    }
  }
  return [...all.values()].map((one) => withStrangers(one, strangers));
}

/** The sum of the squares of what they get: least where all of them get the same, most where few of them get as much as one can. */
export function squaresOf({ total, most, share }: Received): Bounds {
  const even = most === 0 ? 0 : total.atLeast ** 2 / most;
  return between(even, Math.max(even, product(total.atMost, share.atMost)));
}

function partsOf({ pool, share, spread, path }: Load): Map<string, Part> {
  const reached = spread.reached.flat();
  const partial = new Set(reached.filter(({ isWhole }) => !isWhole).map(({ member }) => member.id));
  const bySlot = new Map<string, { member: Backends; shares: Bounds[]; counts: Bounds[] }>();
  for (const { member, count, part } of spread.slots) {
    const one = bySlot.get(member.id) ?? { member, shares: [], counts: [] };
    bySlot.set(member.id, one);
    one.shares.push(times(share, part));
    one.counts.push(count);
  }
  const parts = [...bySlot].map(([id, { member, shares, counts }]): [string, Part] => {
    const count = sum(counts);
    const total = sum(shares.map((each, slot) => times(each, counts[slot] ?? count)));
    const size = member.floor.atMost;
    const most = hull(shares);
    return [
      id,
      {
        label: unitOf(member),
        pool,
        path: [...path, member.label],
        share: most,
        brought: most,
        sure: count.atLeast,
        most: Math.min(count.atMost, size),
        total: between(Math.min(total.atLeast, share.atMost), Math.min(total.atMost, share.atMost)),
        size,
        isWhole: !partial.has(id),
      },
    ];
  });
  return new Map(parts);
}

/** Two pools that hold some of a member's backends need not hold the same ones, unless one of the two holds all. */
function together(a: Part, b: Part): Part {
  const named = compare(a.brought, b.brought) || (a.pool.id < b.pool.id ? 1 : -1);
  const inBoth = a.isWhole || b.isWhole ? Math.min(a.sure, b.sure) : 0;
  const surest = b.sure > 0 && (a.sure === 0 || b.share.atLeast > a.share.atLeast) ? b : a;
  const both = add(a.share, b.share);
  const size = Math.max(a.size, b.size);
  return {
    // Which of two equals is named must not depend on the order of references, which means nothing.
    ...(named > 0 ? a : b),
    share: inBoth > 0 ? both : { ...both, atLeast: surest.share.atLeast },
    sure: inBoth > 0 ? inBoth : surest.sure,
    most: Math.min(size, a.most + b.most),
    total: add(a.total, b.total),
    size,
    isWhole: a.isWhole && b.isWhole,
  };
}

/** Backends that are not identified may be any of these. */
function withStrangers({ share, total, ...one }: Part, strangers: number): Received {
  return {
    ...one,
    share: between(Math.min(1, share.atLeast), Math.min(1, share.atMost + strangers)),
    total: { ...total, atMost: total.atMost + product(strangers, one.most) },
  };
}
