import { ANY_SHARE, between, exactly, normalised, times, type Bounds } from "./bounds";
import type { Destination, Entry, Graph, InnerEntry, Pool, Route } from "./graph";
import { merged } from "./merged";

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
    return route.alternatives.map((destinations) => this.#parts(route, destinations, { routes: [], share: ALL }));
  }

  routesOf(entry: string): readonly Route[] {
    return this.#routesByEntry.get(entry) ?? [];
  }

  #parts(route: Route, destinations: readonly Destination[], before: Before): Part[] {
    const routes = [...before.routes, route];
    const labels = routes.map(({ label }) => label);
    if (before.routes.includes(route)) throw new CycleError(labels);
    const weights = merged(destinations);
    const shares = normalised([...weights.values()]);
    return [...weights.keys()].flatMap((id, index): Part[] => {
      const pool = this.graph.pools.get(id);
      if (!pool) throw new Error(`the graph has no pool ${id}`);
      const share = times(before.share, shares[index] ?? ANY_SHARE);
      const behind = pool.members.filter((member) => member.kind === "entry").flatMap((member) => this.#behind(member));
      // Where nothing listens behind it, the traffic ends at this pool.
      if (behind.length === 0) return [{ pool, entry: this.#entryOf(route), share, path: [...labels, pool.label] }];
      return this.#inside(behind, { routes, share });
    });
  }

  /** The routes of a load balancer behind this one that take requests on the port they are sent to. */
  #behind({ id, port }: InnerEntry): readonly Route[] {
    return this.routesOf(id).filter((route) => route.port === undefined || port === undefined || route.port === port);
  }

  /** What takes which of several routes no configuration tells, so each may get everything or nothing. */
  #inside(behind: readonly Route[], before: Before): Part[] {
    const ways = behind.flatMap((route) => route.alternatives.map((destinations) => ({ route, destinations })));
    const isOnly = behind.length === 1 && ways.length === 1;
    const share = isOnly ? before.share : between(0, before.share.atMost);
    return ways.flatMap(({ route, destinations }) => this.#parts(route, destinations, { ...before, share }));
  }

  #entryOf(route: Route): Entry | undefined {
    return route.entry === undefined ? undefined : this.graph.entries.get(route.entry);
  }
}

/** All of a route's traffic. */
const ALL = exactly(1);

/** What traffic has passed. */
interface Before {
  readonly routes: readonly Route[];
  readonly share: Bounds;
}
