import type { LogReport, PoolAnswer, RouteAnswer } from "../../../logs/answers/report";
import { pageOf, text } from "../html-page";
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

/** Pools that have a section of their own: the busiest. */
const MOST_POOLS = 20;

/** Targets of a pool in its table: the busiest. */
const MOST_TARGETS = 100;

/** Who got how much, with a heat map of targets and windows for each pool. */
export function logsHtml(report: LogReport): string {
  const pools = report.pools
    .slice(0, MOST_POOLS)
    .map((pool) => ({ ...pool, targets: pool.targets.slice(0, MOST_TARGETS) }));
  return pageOf({
    title: "Who got how much",
    search: "target, pool, route ( / )",
    sections: [...pools.map(section), routes(report.routes), read(report)],
    data: { ...report, pools },
    script: "logs-page.js",
  });
}

function section(pool: PoolAnswer, index: number): string {
  const { targets, favourites, zones } = pool;
  const picture = `<div class="picture" role="img" aria-label="Heat map of the share of each target in each window; the table below has the sums"></div>`;
  const zoneRows = zones.map((one) => [
    one.zone || "not known",
    count(one.targets),
    count(one.requests),
    percent(one.share),
  ]);
  return `<section id="pool-${index}">
<h2>${text(poolTitle(pool))}</h2>
<p class="verdict">${text(poolLine(pool))}.</p>
${favourites.map((one) => `<p class="bad"><strong>⚠ Favourite</strong> ${text(favouriteLine(one))}</p>`).join("\n")}
${targets.length === 0 ? "" : `${picture}\n${targetsTable(pool)}`}
${zones.length === 0 ? "" : table(["Zone", "Targets", "Requests", "Share"], zoneRows)}
</section>`;
}

function targetsTable({ targets }: PoolAnswer): string {
  const rows = targets.map((one) => [
    ...[one.target, one.zone ?? "–", count(one.requests), percent(one.share), bytes(one.received + one.sent)],
    ...[percent(one.shareOfBytes), each(one), percent(one.shareOfTime)],
  ]);
  return table(["Target", "Zone", "Requests", "Share", "Bytes", "Of bytes", "Each", "Of time"], rows);
}

function routes(all: readonly RouteAnswer[]): string {
  if (all.length === 0) return "";
  const rows = all.flatMap((route) =>
    route.pools.map((pool) => [
      ...[`${route.balancer}, ${routeName(route)}`, poolName(pool.pool) || "no pool", count(pool.requests)],
      ...[percent(pool.share), configured(pool.configured)],
    ]),
  );
  return `<section><h2>Routes</h2>${table(["Route", "Pool", "Requests", "Share", "Configured"], rows)}</section>`;
}

function read(report: LogReport): string {
  return `<section><h2>What was read</h2>${readLines(report)
    .map((line) => `<p class="note">${text(line)}</p>`)
    .join("\n")}</section>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map((name) => `<th scope="col">${text(name)}</th>`).join("");
  const cell = (value: string, index: number) =>
    index === 0 ? `<th scope="row">${text(value)}</th>` : `<td>${text(value)}</td>`;
  return `<table><thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n")}
</tbody></table>`;
}
