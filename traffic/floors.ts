import { hull, type Bounds } from "./bounds";
import type { Pool } from "./graph";
import type { Load } from "./load";
import type { RouteTraffic, Traffic } from "./traffic";

/** What is demanded of each pool that receives traffic. */
export interface FloorDemand {
  /** The fewest targets it must guarantee. */
  readonly minTargets: number;
  /** A lone target may have this share of a route at most, as a canary. */
  readonly canaryShare: number;
}

/** A pool on a route, over all the ways in which the route's references may be meant. */
export interface PoolUse {
  readonly traffic: RouteTraffic;
  readonly pool: Pool;
  readonly share: Bounds;
  readonly backends: Bounds;
  readonly path: readonly string[];
}

/** What is certain of the pools of a stack: `short` has fewer targets than demanded, `canary` is short by design. */
export type FloorVerdict =
  | { readonly kind: "short" | "canary"; readonly pool: Pool; readonly uses: readonly PoolUse[] }
  | { readonly kind: "short whichever"; readonly uses: readonly PoolUse[]; readonly traffic: RouteTraffic }
  | { readonly kind: "no receiver"; readonly traffic: RouteTraffic }
  | { readonly kind: "unproved"; readonly pool: Pool; readonly uses: readonly PoolUse[] };

/**
 * Judges how many targets each pool guarantees that receives traffic; a pool that is proved to have enough is not listed.
 *
 * A pool is short only where that is so for every value which the unknown ones may have.
 */
export function judgeFloors(traffic: Traffic, demand: FloorDemand): FloorVerdict[] {
  const verdicts: FloorVerdict[] = [];
  const byPool = new Map<string, { pool: Pool; kind: "short" | "canary" | "unproved"; uses: PoolUse[] }[]>();
  for (const route of traffic.routes) {
    const { whole, pools } = judgeRoute(route, demand);
    if (whole) verdicts.push(whole);
    for (const [kind, use] of pools) {
      const known = byPool.get(use.pool.subject) ?? [];
      const same = known.find((one) => one.kind === kind);
      if (same) same.uses.push(use);
      else known.push({ pool: use.pool, kind, uses: [use] });
      byPool.set(use.pool.subject, known);
    }
  }
  for (const found of byPool.values()) {
    // A pool that is proved short on one route needs no second word on the others.
    const short = found.find(({ kind }) => kind === "short");
    const uses = short
      ? [...short.uses, ...found.filter(({ kind }) => kind === "canary").flatMap((one) => one.uses)]
      : [];
    if (short) verdicts.push({ ...short, uses });
    else verdicts.push(...found);
  }
  return verdicts.filter((verdict) => !saysNothingNew(verdict, byPool));
}

/** That a route leads to one of several pools that are short needs no word where each of them has its own. */
function saysNothingNew(
  verdict: FloorVerdict,
  byPool: ReadonlyMap<string, readonly { readonly kind: string }[]>,
): boolean {
  if (verdict.kind !== "short whichever") return false;
  return verdict.uses.every(({ pool }) => byPool.get(pool.subject)?.some(({ kind }) => kind === "short"));
}

interface RouteJudgement {
  readonly whole?: FloorVerdict;
  readonly pools: readonly (readonly ["short" | "canary" | "unproved", PoolUse])[];
}

function judgeRoute(traffic: RouteTraffic, demand: FloorDemand): RouteJudgement {
  const { alternatives, route } = traffic;
  const receiving = alternatives.map((loads) => loads.filter(({ share }) => share.atMost > 0));
  if (route.forwards && receiving.every((loads) => loads.length === 0)) {
    return { whole: { kind: "no receiver", traffic }, pools: [] };
  }
  const doubtful = new Set(receiving.flat().filter((load) => load.spread.backends.atLeast < demand.minTargets));
  const subjects = new Set([...doubtful].map(({ pool }) => pool.subject));
  const uses = [...subjects].map((subject) => useOf(traffic, subject));
  const pools = uses.map((use) => [verdictOn(use, receiving, demand), use] as const);
  if (pools.some(([kind]) => kind !== "unproved") || !route.forwards) return { pools };
  const isShortAnyway = receiving.every(
    (loads) => loads.some((load) => isShort(load, demand)) || allShort(loads, demand),
  );
  return isShortAnyway && pools.length > 0
    ? { whole: { kind: "short whichever", uses, traffic }, pools: [] }
    : { pools };
}

function verdictOn(
  use: PoolUse,
  receiving: readonly (readonly Load[])[],
  demand: FloorDemand,
): "short" | "canary" | "unproved" {
  const own = receiving.map((loads) => loads.filter(({ pool }) => pool.subject === use.pool.subject));
  if (!own.every((loads) => loads.some((load) => isShort(load, demand)))) return "unproved";
  const others = receiving.flat().filter(({ pool }) => pool.subject !== use.pool.subject);
  const othersAreSafe = others.length > 0 && others.every(({ spread }) => spread.backends.atLeast >= demand.minTargets);
  const isCanary = use.backends.atLeast >= 1 && use.share.atLeast <= demand.canaryShare && othersAreSafe;
  return isCanary ? "canary" : "short";
}

function useOf(traffic: RouteTraffic, subject: string): PoolUse {
  const loads = traffic.alternatives.map((all) => all.filter(({ pool }) => pool.subject === subject));
  const [first] = loads.flat();
  if (!first) throw new Error(`no way of the route leads to pool ${subject}`);
  const shares = loads.map((all) =>
    all.length === 0 ? { atLeast: 0, atMost: 0 } : hull(all.map(({ share }) => share)),
  );
  const backends = hull(loads.flat().map(({ spread }) => spread.backends));
  return { traffic, pool: first.pool, share: hull(shares), backends, path: first.path };
}

function isShort({ share, spread }: Load, { minTargets }: FloorDemand): boolean {
  return share.atLeast > 0 && spread.backends.atMost < minTargets;
}

/** Whichever of these gets the traffic: it has too few targets. */
function allShort(loads: readonly Load[], { minTargets }: FloorDemand): boolean {
  return loads.length > 0 && loads.every(({ spread }) => spread.backends.atMost < minTargets);
}
