import { add, ANY_SHARE, between, normalised, times, ZERO, type Bounds } from "./bounds";
import type { Destination, Entry, Graph, InnerEntry, Pool, Route } from "./graph";

/** A pool that a route leads to, by way of other load balancers where there are any. */
export interface Part {
  readonly pool: Pool;
  /** The load balancer that shares over the pool's members. */
  readonly entry: Entry | undefined;
  /** Its share of the route's traffic. */
  readonly share: Bounds;
  /** What traffic passes on the way, as a person names it: the route first, the pool last. */
  readonly path: readonly string[];
}

/** Load balancers that lead to one another. */
export class CycleError extends Error {
  constructor(readonly path: readonly string[]) {
    super(`traffic would go round in a circle: ${path.join(" → ")}`);
    this.name = "CycleError";
  }
}

/** Finds where the traffic of each route ends, multiplying the shares along chains of load balancers. */
export class Paths {
  readonly #routesByEntry = new Map<string, Route[]>();

  constructor(readonly graph: Graph) {
    for (const route of graph.routes) {
      if (route.entry === undefined) continue;
      const routes = this.#routesByEntry.get(route.entry) ?? [];
      routes.push(route);
      this.#routesByEntry.set(route.entry, routes);
    }
  }

  /**
   * The parts of each alternative of a route.
   *
   * @throws CycleError when load balancers lead to one another.
   */
  of(route: Route): Part[][] {
    return route.alternatives.map((destinations) => this.#parts(route, destinations, { path: [], share: undefined }));
  }

  routesOf(entry: string): readonly Route[] {
    return this.#routesByEntry.get(entry) ?? [];
  }

  #parts(route: Route, destinations: readonly Destination[], before: Before): Part[] {
    if (before.path.includes(route.label)) throw new CycleError([...before.path, route.label]);
    const weights = merged(destinations);
    const shares = normalised([...weights.values()]);
    return [...weights.keys()].flatMap((id, index): Part[] => {
      const pool = this.graph.pools.get(id);
      if (!pool) throw new Error(`the graph has no pool ${id}`);
      const own = shares[index] ?? ANY_SHARE;
      const share = before.share === undefined ? own : times(before.share, own);
      const path = [...before.path, route.label, pool.label];
      const inner = pool.members.filter((member) => member.kind === "entry");
      const here: Part = { pool, entry: this.#entryOf(route), share, path };
      if (inner.length === 0) return [here];
      const beyond = inner.flatMap((member) => this.#inside(member, { path: [...before.path, route.label], share }));
      return beyond.length > 0 ? beyond : [here];
    });
  }

  /** What a load balancer behind this one does with the traffic: how much takes which of its routes, no configuration tells. */
  #inside(member: InnerEntry, before: Before): Part[] {
    const routes = this.routesOf(member.id).filter(
      ({ port }) => port === undefined || member.port === undefined || port === member.port,
    );
    const ways = routes.flatMap((route) => route.alternatives.map((destinations) => ({ route, destinations })));
    const only = ways.length === 1 && routes.length === 1;
    const share = before.share ?? ANY_SHARE;
    const perhaps = only ? share : between(0, share.atMost);
    return ways.flatMap(({ route, destinations }) => this.#parts(route, destinations, { ...before, share: perhaps }));
  }

  #entryOf(route: Route): Entry | undefined {
    return route.entry === undefined ? undefined : this.graph.entries.get(route.entry);
  }
}

/** A pool that is named twice gets what both say. */
function merged(destinations: readonly Destination[]): Map<string, Bounds> {
  const weights = new Map<string, Bounds>();
  for (const { pool, weight } of destinations) weights.set(pool, add(weights.get(pool) ?? ZERO, weight));
  return weights;
}

interface Before {
  readonly path: readonly string[];
  readonly share: Bounds | undefined;
}
