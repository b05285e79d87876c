import type { LogReport, PoolAnswer, RouteAnswer } from "../../../logs/answers/report";
import { table, type Look } from "../text";
import { printable } from "../words";
import {
  bytes,
  configured,
  count,
  each,
  favouriteLine,
  percent,
  poolLine,
  poolName,
  poolTitle,
  readLines,
  routeName,
} from "./words";

const TARGET_HEADS = ["Requests", "Share", "Bytes", "Of bytes", "Each", "Of time"];

/** Targets of a pool that a table shows: the busiest. */
const MOST_TARGETS = 20;

/** For a person at a terminal, or in a file. */
export function logsText(report: LogReport, look: Look): string {
  const pools = report.pools.map((pool) => poolText(pool, look));
  const routes = look.isBrief || report.routes.length === 0 ? [] : [routesTable(report.routes, look)];
  const [first = "", ...others] = readLines(report).map(printable);
  return [...pools, ...routes, [first, ...others.map(look.paint.yellow)].join("\n")].join("\n\n");
}

function poolText(pool: PoolAnswer, look: Look): string {
  const { paint, isBrief } = look;
  const favourites = pool.favourites.map(
    (one) => `${paint.red(paint.bold("FAVOURITE"))}  ${printable(favouriteLine(one))}`,
  );
  const left = pool.targets.length - MOST_TARGETS;
  const more = left > 0 ? [`and ${count(left)} more targets; --format json has all`] : [];
  return [
    `${paint.bold(printable(poolTitle(pool)))}: ${poolLine(pool)}`,
    ...favourites,
    ...(isBrief || pool.targets.length === 0 ? [] : [targetsTable(pool, look), ...more, ...zonesTable(pool, look)]),
  ].join("\n");
}

function targetsTable({ targets, zones }: PoolAnswer, look: Look): string {
  const isZoned = zones.length > 0;
  const rows = targets
    .slice(0, MOST_TARGETS)
    .map((one) => [
      printable(one.target),
      ...(isZoned ? [printable(one.zone ?? "–")] : []),
      count(one.requests),
      percent(one.share),
      bytes(one.received + one.sent),
      percent(one.shareOfBytes),
      each(one),
      percent(one.shareOfTime),
    ]);
  const heads = ["Target", ...(isZoned ? ["Zone"] : []), ...TARGET_HEADS];
  return table(heads, rows, look);
}

function zonesTable({ zones }: PoolAnswer, look: Look): string[] {
  if (zones.length === 0) return [];
  const rows = zones.map((one) => [
    printable(one.zone || "not known"),
    count(one.targets),
    count(one.requests),
    percent(one.share),
  ]);
  return [table(["Zone", "Targets", "Requests", "Share"], rows, look)];
}

function routesTable(routes: readonly RouteAnswer[], look: Look): string {
  const isCompared = routes.some(({ pools }) => pools.some((pool) => pool.configured));
  const rows = routes.flatMap((route) =>
    route.pools.map((pool) => [
      printable(`${route.balancer}, ${routeName(route)}`),
      printable(poolName(pool.pool) || "no pool"),
      count(pool.requests),
      percent(pool.share),
      ...(isCompared ? [configured(pool.configured)] : []),
    ]),
  );
  return table(["Route", "Pool", "Requests", "Share", ...(isCompared ? ["Configured"] : [])], rows, look);
}
