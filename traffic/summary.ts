import { between, hull, ZERO, type Bounds } from "./bounds";
import type { Load } from "./load";
import type { RouteTraffic, Traffic } from "./traffic";
import { zoneSpread } from "./zone-spread";

/** What a person asks first of a route. */
export interface RouteSummary {
  readonly id: string;
  /** The resource that declares it. */
  readonly urn: string;
  readonly label: string;
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
  /** Its share of the route's traffic. */
  readonly share: Bounds;
  /** The backends that it guarantees. */
  readonly backends: Bounds;
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
  const sure = loads.filter(({ share }) => share.atLeast > 0);
  const atLeast = least(loads.map(({ spread }) => spread.backends)).atLeast;
  const among = sure.length > 0 ? sure : loads;
  const most = among.map(({ spread }) => spread.backends.atMost);
  if (most.length === 0) return ZERO;
  return between(atLeast, sure.length > 0 ? Math.min(...most) : Math.max(...most));
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
      share: ways < alternatives.length ? between(0, share.atMost) : share,
      backends: hull(loads.map(({ spread }) => spread.backends)),
    };
  });
}
