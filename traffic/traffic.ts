import { ANY_SHARE, between, hull, times, ZERO, type Bounds } from "./bounds";
import type { Graph, Pool, Route } from "./graph";
import { Paths } from "./paths";
import type { Loss } from "./placed";
import type { Gap } from "./resource";
import { unitOf, type BackendShare, type Load } from "./load";
import { busiest, effectiveBackends, lost } from "./shares";
import { Spreads } from "./spreads";
import { isAnywhere, type Zone } from "./zones";

/** Where the traffic of one route goes. */
export interface RouteTraffic {
  readonly route: Route;
  /** The pools that it loads; one list for each way in which references may be meant. */
  readonly alternatives: readonly (readonly Load[])[];
}

/** What is left after a loss. */
export interface AfterLoss {
  /** What is lost: the label of a backend, the name of a zone. */
  readonly of: string;
  /** The share of the busiest backend, of all traffic. */
  readonly largest: Bounds;
  /** The part of the traffic that reaches no backend any more. */
  readonly lost: Bounds;
}

/** The shares of all routes of a graph. Each pool is spread once for each load balancer in front of it. */
export class Traffic {
  readonly routes: readonly RouteTraffic[];
  readonly #paths: Paths;
  readonly #spreads: Spreads;
  readonly #overlapping: ReadonlySet<string>;

  /** @throws CycleError when load balancers lead to one another. */
  constructor(readonly graph: Graph) {
    this.#paths = new Paths(graph);
    this.#spreads = new Spreads(this.#paths);
    this.#overlapping = poolsWithCommonMembers(graph);
    this.routes = graph.routes.filter((route) => route.alternatives.length > 0).map((route) => this.#trafficOf(route));
  }

  /** The share of the busiest backend; within bounds over all alternatives, with the way that brings most. */
  busiest({ alternatives }: RouteTraffic): BackendShare | undefined {
    const tops = alternatives.map(busiest).filter((top) => top !== undefined);
    const [first, ...others] = tops;
    if (!first) return undefined;
    const top = others.reduce((most, one) => (one.share.atMost > most.share.atMost ? one : most), first);
    const share = hull(tops.map((one) => one.share));
    return { ...top, share: tops.length < alternatives.length ? { ...share, atLeast: 0 } : share };
  }

  effectiveBackends({ alternatives }: RouteTraffic): Bounds {
    return hull(alternatives.map(effectiveBackends));
  }

  /** What is left when the busiest backend fails; undefined where no backend is shown. */
  afterLosingBackend(traffic: RouteTraffic): AfterLoss | undefined {
    const slots = traffic.alternatives
      .flat()
      .flatMap(({ spread: { busiest: slot }, share }) =>
        slot ? [{ id: slot.member.id, label: unitOf(slot.member), most: share.atMost * slot.part.atMost }] : [],
      );
    const [first, ...others] = slots;
    if (!first) return undefined;
    const top = others.reduce((most, one) => (one.most > most.most ? one : most), first);
    return this.#after(traffic, top.label, { member: top.id });
  }

  /**
   * What is left when the busiest zone fails; undefined where no backend is bound to one. Where the zone of a backend is not known,
   * anything may be left.
   */
  afterLosingZone(traffic: RouteTraffic): AfterLoss | undefined {
    const zones = new Map<Zone, number>();
    for (const { share, spread: own } of traffic.alternatives.flat()) {
      for (const { member, zones: counts, part } of own.slots) {
        if (part.atMost === 0 || isAnywhere(member.placement)) continue;
        for (const [zone, count] of counts) {
          if (zone === undefined) return { of: "the busiest zone", largest: ANY_SHARE, lost: ANY_SHARE };
          zones.set(zone, (zones.get(zone) ?? 0) + times(share, times(part, count)).atMost);
        }
      }
    }
    const [busiestZone] = [...zones].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
    return busiestZone && this.#after(traffic, busiestZone[0], { zone: busiestZone[0] });
  }

  /** What is not known, as far as this route's shares depend on it, or those of one of its pools. */
  gapsOf({ route, alternatives }: RouteTraffic, pool?: Pool): Gap[] {
    const loads = alternatives.flat().filter((load) => pool === undefined || load.pool.subject === pool.subject);
    const all = [...route.gaps, ...loads.flatMap(({ spread: { gaps } }) => gaps)];
    const byKey = new Map(all.map((gap) => [`${gap.urn} ${gap.property} ${gap.why}`, gap]));
    return [...byKey.values()];
  }

  #after({ alternatives }: RouteTraffic, of: string, loss: Loss): AfterLoss {
    const spreads = new Spreads(this.#paths, loss);
    const left = alternatives.map((loads) =>
      loads.map((load) => ({ ...load, spread: spreads.of(load.pool, load.entry) })),
    );
    return { of, largest: hull(left.map(largestLeft)), lost: hull(left.map(lostThen)) };
  }

  #trafficOf(route: Route): RouteTraffic {
    const alternatives = this.#paths.of(route).map((parts) =>
      parts.map((part) => ({
        ...part,
        spread: this.#spreads.of(part.pool, part.entry),
        overlaps: this.#overlapping.has(part.pool.id),
      })),
    );
    return { route, alternatives };
  }
}

/** Who gets what when others take over is not looked into. */
function largestLeft(loads: readonly Load[]): Bounds {
  return loads.some(isTakenOver) ? ANY_SHARE : (busiest(loads)?.share ?? ZERO);
}

function lostThen(loads: readonly Load[]): Bounds {
  const part = lost(loads);
  return loads.some(isTakenOver) ? between(0, part.atMost) : part;
}

function isTakenOver({ pool, share, spread: { backends } }: Load): boolean {
  return pool.hasStandby === true && share.atMost > 0 && backends.atLeast === 0;
}

function poolsWithCommonMembers(graph: Graph): Set<string> {
  const firstPool = new Map<string, string>();
  const overlapping = new Set<string>();
  for (const pool of graph.pools.values()) {
    for (const { id } of pool.members) {
      const other = firstPool.get(id);
      if (other === undefined) firstPool.set(id, pool.id);
      else if (other !== pool.id) overlapping.add(other).add(pool.id);
    }
  }
  return overlapping;
}
