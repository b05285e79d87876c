import type { DuckDBConnection } from "@duckdb/node-api";
import { observed } from "../../traffic/observed";
import { ask, numberIn, sumsIn, textIn } from "./ask";
import { FavouriteFinder, isoOf } from "./favourites";
import type { PoolAnswer, RouteAnswer, Sums, TargetAnswer, WindowAnswer } from "./report";
import { routeOf, routesFrom } from "./routes";
import { sumOf } from "./sums";
import { zonesOf } from "./zones";

/** What is known beside the logs. */
export interface Known {
  /** Seconds. */
  readonly window: number;
  /** The zone of a target that the logs do not name one of. */
  zoneOf(target: string): string | undefined;
  /** The fewest targets that a pool is configured to have; undefined where that is not known. */
  targetsOf(pool: string): number | undefined;
  /** A route with what it is configured to do, where that is known. */
  compared(route: RouteAnswer): RouteAnswer;
}

export interface Answers {
  readonly pools: readonly PoolAnswer[];
  readonly routes: readonly RouteAnswer[];
  /** The start of the first window and the end of the last one; undefined where nothing was counted. */
  readonly span: { readonly from: string; readonly to: string } | undefined;
}

/** Targets of a pool of which each window is told. */
const MOST_SERIES = 50;

/** Answers all questions that the logs can answer, from the table `counts`. */
export async function answersFrom(db: DuckDBConnection, known: Known): Promise<Answers> {
  const routes = await routesFrom(db);
  const pools = new Map<string, Pool>();
  for await (const row of ask(db, "targets")) {
    const [balancer, pool, target] = [textIn(row, "balancer"), textIn(row, "pool"), textIn(row, "target")];
    const zone = textIn(row, "zone") || known.zoneOf(target);
    poolIn(pools, balancer, pool).targets.push({ target, ...(zone ? { zone } : {}), ...sumsIn(row) });
  }
  for (const { balancer, rows } of routes)
    for (const { pool, untargeted } of rows) poolIn(pools, balancer, pool).untargeted += untargeted;
  await addWindows(db, pools, known);
  const starts = [...pools.values()].flatMap(({ windows }) => windows.map(({ start }) => start)).sort();
  return {
    pools: [...pools.values()].map(answerOf).sort((a, b) => b.requests - a.requests),
    routes: routes.map((route) => known.compared(routeOf(route))),
    span: spanOf(starts, known.window),
  };
}

type Target = Sums & { target: string; zone?: string };

/** A pool while its rows come in. */
class Pool {
  readonly targets: Target[] = [];
  readonly windows: WindowAnswer[] = [];
  /** By target, its requests in each window. */
  readonly series = new Map<string, number[]>();
  untargeted = 0;
  finder: FavouriteFinder | undefined;

  constructor(
    readonly balancer: string,
    readonly pool: string,
  ) {}

  /** @param targets with their counts, in one window. */
  add(start: number, targets: readonly string[], counts: readonly number[], known: Known): void {
    if (!this.finder) {
      for (const { target } of this.targets.slice(0, MOST_SERIES)) this.series.set(target, []);
      const seen = new Set(this.targets.map(({ target }) => target)).size;
      this.finder = new FavouriteFinder(1 / Math.max(seen, known.targetsOf(this.pool) ?? 1), known.window);
    }
    const { largest, effectiveBackends } = observed(counts);
    const requests = counts.reduce((sum, one) => sum + one, 0);
    this.finder.add(start, targets, counts, requests);
    for (const [index, target] of targets.entries()) {
      const series = this.series.get(target);
      if (series) series[this.windows.length] = counts[index] ?? 0;
    }
    this.windows.push({ start: isoOf(start), requests, largestShare: largest, effectiveBackends });
  }
}

function poolIn(pools: Map<string, Pool>, balancer: string, pool: string): Pool {
  const key = `${balancer}\n${pool}`;
  const known = pools.get(key) ?? new Pool(balancer, pool);
  pools.set(key, known);
  return known;
}

/** The rows come window by window, and pool by pool. */
async function addWindows(db: DuckDBConnection, pools: Map<string, Pool>, known: Known): Promise<void> {
  let [at, start]: [Pool | undefined, number] = [undefined, 0];
  let [targets, counts]: [string[], number[]] = [[], []];
  for await (const row of ask(db, "windows")) {
    const pool = poolIn(pools, textIn(row, "balancer"), textIn(row, "pool"));
    const started = numberIn(row, "started");
    if (pool !== at || started !== start) {
      at?.add(start, targets, counts, known);
      [at, start, targets, counts] = [pool, started, [], []];
    }
    targets.push(textIn(row, "target"));
    counts.push(numberIn(row, "requests"));
  }
  at?.add(start, targets, counts, known);
}

function answerOf({ balancer, pool, targets, untargeted, windows, series, finder }: Pool): PoolAnswer {
  const { shares, largest, effectiveBackends } = observed(targets.map(({ requests }) => requests));
  const ofBytes = observed(targets.map(({ received, sent }) => received + sent)).shares;
  const ofTime = observed(targets.map(({ seconds }) => seconds)).shares;
  return {
    ...{ balancer, pool, untargeted, ...sumOf(targets) },
    ...{ largestShare: largest, effectiveBackends },
    targets: targets.map((one, index): TargetAnswer => {
      const own = series.get(one.target);
      return {
        ...one,
        share: shares[index] ?? 0,
        shareOfBytes: ofBytes[index] ?? 0,
        shareOfTime: ofTime[index] ?? 0,
        ...(own ? { series: windows.map((_, number) => own[number] ?? 0) } : {}),
      };
    }),
    zones: zonesOf(targets),
    favourites: finder?.found ?? [],
    windows,
  };
}

function spanOf(starts: readonly string[], window: number): Answers["span"] {
  const [from, to] = [starts[0], starts.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  return { from, to: isoOf(Date.parse(to) / 1000 + window) };
}
