import { add, between, exactly, hull, sum, times, ZERO, type Bounds } from "./bounds";
import type { Backends, Pool } from "./graph";
import type { Part } from "./paths";
import type { Spread } from "./spread";

/** A pool on a route, with what it does with its share. */
export interface Load extends Part {
  readonly spread: Spread;
  /** Whether some of its backends are in other pools too. */
  readonly overlaps: boolean;
}

/** What one backend gets of a route's traffic. */
export interface BackendShare {
  readonly label: string;
  /** The pool that brings it most. */
  readonly pool: Pool;
  readonly share: Bounds;
  /** The way that brings it most: route, pools, backend. */
  readonly path: readonly string[];
}

/** The share of the busiest backend, and the way it gets it; undefined where the route reaches no backend. */
export function busiest(loads: readonly Load[]): BackendShare | undefined {
  const common = haveBackendsInCommon(loads) ? byBackend(loads) : [];
  const shares = common.length > 0 ? common : loads.flatMap(busiestOf);
  let most: BackendShare | undefined;
  for (const one of shares) {
    if (!most || compare(one.share, most.share) > 0) most = one;
  }
  if (!most) return undefined;
  const atMost = shares.reduce((greatest, { share }) => Math.max(greatest, share.atMost), 0);
  return { ...most, share: between(Math.min(leastForTheBusiest(loads, common), atMost), atMost) };
}

/** The part of a route's traffic that reaches no backend: all of it where no pool has a weight. */
export function lost(loads: readonly Load[]): Bounds {
  if (loads.length === 0) return ZERO;
  if (loads.every(({ share }) => share.atMost === 0)) return exactly(1);
  const mayBeUnsent = loads.every(({ share }) => share.atLeast === 0);
  const none = loads.map(({ share, spread }) =>
    between(spread.backends.atMost === 0 ? share.atLeast : 0, spread.backends.atLeast === 0 ? share.atMost : 0),
  );
  const total = sum(none);
  return between(Math.min(1, total.atLeast), mayBeUnsent ? 1 : Math.min(1, total.atMost));
}

/**
 * How many equally busy backends would share the traffic as unevenly: 1 / Σ share², over the traffic that is served.
 *
 * @see https://en.wikipedia.org/wiki/Effective_number_of_parties (the same measure, of votes)
 */
export function effectiveBackends(loads: readonly Load[]): Bounds {
  const served = servedBy(loads);
  const squares = haveBackendsInCommon(loads)
    ? sum(byBackend(loads).map(({ share, count }) => times(count, times(share, share))))
    : sum(loads.map(({ share, spread }) => times(times(share, share), spread.squares)));
  const top = busiest(loads)?.share;
  const number = backendsIn(loads);
  // What scales by itself has no busiest backend, and backends without limit.
  if (!top || squares.atMost === 0) return number;
  const atMost = Math.min(number.atMost, squares.atLeast === 0 ? Infinity : served.atMost ** 2 / squares.atLeast);
  const atLeast = Math.min(atMost, Math.max(served.atLeast ** 2 / squares.atMost, number.atLeast > 0 ? 1 : 0));
  return between(atLeast, atMost);
}

function servedBy(loads: readonly Load[]): Bounds {
  const none = lost(loads);
  const all = sum(loads.map(({ share }) => share));
  return between(
    Math.max(0, Math.min(1, all.atLeast) - none.atMost),
    Math.max(0, Math.min(1, all.atMost) - none.atLeast),
  );
}

function backendsIn(loads: readonly Load[]): Bounds {
  const used = loads.filter(({ share }) => share.atMost > 0).map(({ spread }) => spread.backends);
  return between(Math.max(0, ...used.map(({ atLeast }) => atLeast)), sum(used).atMost);
}

/** The busiest backend of each pool on its own. */
function busiestOf({ pool, share, spread, path }: Load): BackendShare[] {
  if (share.atMost === 0 || spread.largest.atMost === 0) return [];
  const label = spread.busiest ? unitOf(spread.busiest.member) : `an unknown target of ${pool.label}`;
  return [{ label, pool, share: times(share, spread.largest), path: [...path, spread.busiest?.member.label ?? label] }];
}

/** One backend of a member, as a person names it. */
export function unitOf({ unit, label }: Backends): string {
  return unit ?? label;
}

/** Whether a backend may be in two of the pools, so that it gets what both send it. */
function haveBackendsInCommon(loads: readonly Load[]): boolean {
  if (loads.length < 2) return false;
  return loads.some(({ spread }) => spread.stranger > 0) || loads.filter(({ overlaps }) => overlaps).length > 1;
}

interface CountedShare extends BackendShare {
  readonly count: Bounds;
}

/** What each backend gets, summed over the pools that it is in. */
function byBackend(loads: readonly Load[]): CountedShare[] {
  const shares = new Map<string, CountedShare>();
  const strangers = sum(loads.map(({ share, spread }) => between(0, share.atMost * spread.stranger)));
  for (const { pool, share, spread, path } of loads) {
    const members = new Map<string, CountedShare>();
    for (const { member, count, part } of spread.slots) {
      const twin = members.get(member.id);
      const here = times(share, part);
      members.set(member.id, {
        label: unitOf(member),
        pool,
        path: [...path, member.label],
        share: twin ? hull([twin.share, here]) : here,
        count: twin ? add(twin.count, count) : count,
      });
    }
    for (const [id, here] of members) {
      const before = shares.get(id);
      const widest = before && compare(before.share, here.share) >= 0 ? before : here;
      const count = before
        ? between(Math.max(before.count.atLeast, here.count.atLeast), Math.max(before.count.atMost, here.count.atMost))
        : here.count;
      shares.set(id, { ...widest, count, share: before ? add(before.share, here.share) : here.share });
    }
  }
  return [...shares.values()].map((one) => ({ ...one, share: withStrangers(one.share, strangers) }));
}

function withStrangers(share: Bounds, strangers: Bounds): Bounds {
  return between(Math.min(1, share.atLeast), Math.min(1, share.atMost + strangers.atMost));
}

function leastForTheBusiest(loads: readonly Load[], common: readonly CountedShare[]): number {
  const perPool = loads.map(({ share, spread }) => share.atLeast * spread.largest.atLeast);
  const served = servedBy(loads).atLeast;
  const number = backendsIn(loads).atMost;
  const sure = common
    .filter(({ count }) => count.atLeast >= 1)
    .reduce((most, one) => Math.max(most, one.share.atLeast), 0);
  return Math.max(sure, ...perPool, number === 0 || number === Infinity ? 0 : served / number);
}

/** Greater in what is possible, then in what is certain. */
function compare(a: Bounds, b: Bounds): number {
  return a.atMost - b.atMost || a.atLeast - b.atLeast;
}
