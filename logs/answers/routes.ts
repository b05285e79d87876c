import type { DuckDBConnection } from "@duckdb/node-api";
import { observed } from "../../traffic/observed";
import { ask, numberIn, sumsIn, textIn } from "./ask";
import type { RouteAnswer, Sums } from "./report";
import { sumOf } from "./sums";

/** What a route sent to each pool. */
export interface RouteRows {
  readonly balancer: string;
  readonly route: string;
  readonly rows: (Sums & { readonly pool: string; readonly untargeted: number })[];
}

export async function routesFrom(db: DuckDBConnection): Promise<RouteRows[]> {
  const routes = new Map<string, RouteRows>();
  for await (const row of ask(db, "routes")) {
    const [balancer, route] = [textIn(row, "balancer"), textIn(row, "route")];
    const key = `${balancer}\n${route}`;
    const known = routes.get(key) ?? { balancer, route, rows: [] };
    routes.set(key, known);
    known.rows.push({ pool: textIn(row, "pool"), untargeted: numberIn(row, "untargeted"), ...sumsIn(row) });
  }
  return [...routes.values()];
}

export function routeOf({ balancer, route, rows }: RouteRows): RouteAnswer {
  const { shares } = observed(rows.map(({ requests }) => requests));
  const pools = rows.map(({ pool, requests }, index) => ({ pool, requests, share: shares[index] ?? 0 }));
  return { balancer, route, ...sumOf(rows), pools };
}
