import type { Bounds, RouteTraffic, Traffic } from "../../traffic";

/** The routes that clients take: those behind another load balancer get what that sends them. */
export function waysOf({ graph, routes }: Traffic): RouteTraffic[] {
  const inner = new Set(
    [...graph.pools.values()].flatMap(({ members }) =>
      members.filter(({ kind }) => kind === "entry").map(({ id }) => id),
    ),
  );
  return routes.filter(
    ({ route, alternatives }) => route.forwards && !inner.has(route.entry ?? "") && alternatives.length > 0,
  );
}

/** One number of those that are possible: the least that is not nothing. */
export function settled({ atLeast, atMost }: Bounds): number {
  return atLeast > 0 ? atLeast : Math.min(atMost, 1);
}
