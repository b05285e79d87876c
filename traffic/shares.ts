import { between, compare, exactly, sum, times, ZERO, type Bounds } from "./bounds";
import { unitOf, type BackendShare, type Load } from "./load";
import { byBackend, squaresOf, type Received } from "./received";

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
    ? sum(byBackend(loads).map(squaresOf))
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

/** Whether a backend may be in two of the pools, so that it gets what both send it. */
function haveBackendsInCommon(loads: readonly Load[]): boolean {
  if (loads.length < 2) return false;
  return loads.some(({ spread }) => spread.stranger > 0) || loads.filter(({ overlaps }) => overlaps).length > 1;
}

function leastForTheBusiest(loads: readonly Load[], common: readonly Received[]): number {
  const perPool = loads.map(({ share, spread }) => share.atLeast * spread.largest.atLeast);
  const served = servedBy(loads).atLeast;
  const number = backendsIn(loads).atMost;
  const sure = common.filter(({ sure }) => sure >= 1).reduce((most, one) => Math.max(most, one.share.atLeast), 0);
  return Math.max(sure, ...perPool, number === 0 || number === Infinity ? 0 : served / number);
}
