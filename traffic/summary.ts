import { add, between, hull, times, ZERO, type Bounds } from "./bounds";
import type { Load } from "./load";
import type { RouteTraffic, Traffic } from "./traffic";
import { zoneSpread } from "./zone-spread";

/** What a person asks first of a route. */
export interface RouteSummary {
  readonly id: string;
  /** The resource that declares it. */
  readonly urn: string;
  readonly label: string;
  /** The load balancer that it belongs to; undefined where that is outside the stack. */
  readonly entry: string | undefined;
  /** The share of the busiest backend, of all traffic of the route. */
  readonly largestShare: Bounds;
  /** The busiest backend; undefined where the route reaches none. */
  readonly busiest: string | undefined;
  /** The fewest backends that a pool with traffic guarantees; without limit where all of them scale by themselves. */
  readonly floor: Bounds;
  /** How many equally busy backends would share the traffic as unevenly. */
  readonly effectiveBackends: Bounds;
  /** The fewest zones that hold backends of a pool with traffic; undefined where none is bound to zones. */
  readonly zones: Bounds | undefined;
  readonly pools: readonly PoolSummary[];
}

/** A pool with traffic on a route. */
export interface PoolSummary {
  /** The same for each way in which the pool may be made up. */
  readonly subject: string;
  readonly label: string;
  /** The resource to change; undefined where it is outside the stack. */
  readonly urn: string | undefined;
  /** Its share of the route's traffic. */
  readonly share: Bounds;
  /** The backends that it guarantees. */
  readonly backends: Bounds;
  /** What traffic passes on the way to it, as a person names it: the route first, the pool last. */
  readonly path: readonly string[];
  readonly members: readonly MemberSummary[];
}

/** A source of backends that a route reaches. */
export interface MemberSummary {
  readonly id: string;
  readonly label: string;
  /** Its backends that traffic may reach. */
  readonly backends: Bounds;
  /** The share of the route's traffic that all of its backends get together. */
  readonly share: Bounds;
}

/** Sums a route up, over all the ways in which its references may be meant. */
export function summaryOf(traffic: Traffic, route: RouteTraffic): RouteSummary {
  const { id, urn, label } = route.route;
  const top = traffic.busiest(route);
  const zonal = route.alternatives.map((loads) =>
    loads.filter(isUsed).flatMap((load) => zoneSpread(load)?.zones ?? []),
  );
  return {
    ...{ id, urn, label },
    entry: traffic.graph.entries.get(route.route.entry ?? "")?.label,
    largestShare: top?.share ?? ZERO,
    busiest: top?.label,
    floor: hull(route.alternatives.map((loads) => fewest(loads.filter(isUsed)))),
    effectiveBackends: traffic.effectiveBackends(route),
    zones: zonal.some((all) => all.length > 0) ? hull(zonal.map(least)) : undefined,
    pools: poolsOf(route),
  };
}

/** A pool that may get nothing need not have the fewest. */
function fewest(loads: readonly Load[]): Bounds {
  const all = loads.map(({ spread }) => spread.backends);
  const sure = loads.filter(({ share }) => share.atLeast > 0).map(({ spread }) => spread.backends);
  return between(least(all).atLeast, (sure.length > 0 ? least(sure) : hull(all)).atMost);
}

function least(all: readonly Bounds[]): Bounds {
  if (all.length === 0) return ZERO;
  return between(Math.min(...all.map(({ atLeast }) => atLeast)), Math.min(...all.map(({ atMost }) => atMost)));
}

function isUsed({ share }: Load): boolean {
  return share.atMost > 0;
}

function poolsOf({ alternatives }: RouteTraffic): PoolSummary[] {
  const bySubject = new Map<string, Load[]>();
  for (const load of alternatives.flat().filter(isUsed)) {
    bySubject.set(load.pool.subject, [...(bySubject.get(load.pool.subject) ?? []), load]);
  }
  return [...bySubject].flatMap(([subject, loads]) => {
    const [first] = loads;
    if (!first) return [];
    const share = hull(loads.map((load) => load.share));
    const ways = alternatives.filter((way) => way.some(({ pool }) => pool.subject === subject)).length;
    return {
      subject,
      label: first.pool.label,
      urn: first.pool.urn,
      share: ways < alternatives.length ? between(0, share.atMost) : share,
      backends: hull(loads.map(({ spread }) => spread.backends)),
      path: first.path,
      members: membersOf(loads),
    };
  });
}

function membersOf(loads: readonly Load[]): MemberSummary[] {
  const perLoad = loads.map(membersOfLoad);
  const byId = new Map(perLoad.flatMap((members) => [...members]));
  return [...byId.values()].map((member) => {
    const all = perLoad.map((members) => members.get(member.id) ?? { backends: ZERO, share: ZERO });
    return { ...member, backends: hull(all.map((one) => one.backends)), share: hull(all.map((one) => one.share)) };
  });
}

/** A member that is in several zones has a slot in each of them. */
function membersOfLoad({ share, spread, pool }: Load): Map<string, MemberSummary> {
  const members = new Map<string, MemberSummary>();
  for (const { member, count, part } of spread.slots) {
    const { id, label } = member;
    const known = members.get(id) ?? { backends: ZERO, share: ZERO };
    const backends = add(known.backends, count);
    // What scales without limit has countless backends, each with no part to speak of.
    const own = count.atMost === Infinity ? between(0, share.atMost) : times(share, times(part, count));
    members.set(id, { id, label, backends, share: within(add(known.share, own), share) });
  }
  const [only, ...others] = members.values();
  if (only && others.length === 0 && pool.open.length === 0 && only.backends.atLeast > 0) {
    members.set(only.id, { ...only, share });
  }
  return members;
}

/** The bounds of several parts add up to more than the whole of which they are parts. */
function within(sum: Bounds, { atMost: whole }: Bounds): Bounds {
  return between(Math.min(sum.atLeast, whole), Math.min(sum.atMost, whole));
}
