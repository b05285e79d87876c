import type { Favourite, LogReport, PoolAnswer, RouteAnswer } from "../../../logs/answers/report";
import type { Breach } from "../../../logs/limits";

export const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
export const count = (number: number) => number.toLocaleString("en-US");
const effective = (number: number) => number.toFixed(2);

/** Bytes as a person reads them. */
export function bytes(number: number): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, number)) / 3)));
  return `${(number / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit] ?? ""}`;
}

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** What one request took. */
export function each({ seconds, timed }: { readonly seconds: number; readonly timed: number }): string {
  return timed === 0 ? "–" : `${((seconds / timed) * 1000).toFixed(0)} ms`;
}

/** The name of a target group within its ARN; what else stands for a pool, as it is. */
export function poolName(pool: string): string {
  return /:targetgroup\/([^/]+)\//.exec(pool)?.[1] ?? pool;
}

/** A pool as a person names it. */
export function poolTitle({ balancer, pool }: Pick<PoolAnswer, "balancer" | "pool">): string {
  if (pool === "") return `${balancer}, no pool named`;
  return pool === balancer ? pool : `${poolName(pool)} of ${balancer}`;
}

export function routeName({ route }: Pick<RouteAnswer, "route">): string {
  if (route === "") return "no route named";
  return /^\d+$/.test(route) ? (route === "0" ? "default action" : `rule ${route}`) : route;
}

/** How a pool shared, in one line. */
export function poolLine({ requests, targets, effectiveBackends, untargeted, largestShare }: PoolAnswer): string {
  const none = untargeted === 0 ? "" : `; ${count(untargeted)} more reached no target`;
  if (targets.length === 0) return `${count(untargeted)} requests, none of which names a target`;
  const many = `${count(targets.length)} ${targets.length === 1 ? "target" : "targets"}`;
  return `${count(requests)} requests to ${many}, as ${effective(effectiveBackends)} equally busy; the busiest got ${percent(largestShare)}${none}`;
}

export function favouriteLine({ target, since, until, isNow, share, expected }: Favourite): string {
  const when = isNow ? `since ${since}` : `from ${since} to ${until}`;
  return `${target} got ${percent(share)} instead of ${percent(expected)} ${when}`;
}

/** What was read, and what was not: a line each. */
export function readLines({ read, window, from, to }: LogReport): string[] {
  const { lines, files, malformed, samples, skipped, formats } = read;
  const span = from === undefined || to === undefined ? "nothing in that time" : `${from} to ${to}`;
  const bad = malformed === 0 ? "none malformed" : `${count(malformed)} malformed, which are not counted`;
  return [
    `${count(lines)} lines of ${count(files)} ${files === 1 ? "file" : "files"}, ${bad}; ${span}, in windows of ${window / 60} min`,
    ...samples.map((sample) => `malformed: ${sample}`),
    ...formats.flatMap(({ name, limits }) => (limits === undefined ? [] : [`${name}: ${limits}`])),
    ...skipped.map(({ name, why }) => `not read: ${name}: ${why}`),
  ];
}

/** What the stack says of a share, where it was given. */
export function configured(range: { readonly atLeast: number; readonly atMost: number } | undefined): string {
  if (!range) return "–";
  const [least, most] = [percent(range.atLeast), percent(range.atMost)];
  return least === most ? least : `${least} to ${most}`;
}

/** A limit that a pool did not keep, and by how much. */
export function breachLine({ limit, allowed, requests, ...pool }: Breach): string {
  const of = `of ${count(requests)} requests of ${poolTitle(pool)}`;
  return limit === "max-share"
    ? `${pool.busiest ?? ""} got ${percent(pool.largestShare)} ${of}; at most ${percent(allowed)} is allowed`
    : `${poolTitle(pool)} shared ${count(requests)} requests as ${effective(pool.effectiveBackends)} equally busy backends; at least ${effective(allowed)} are required`;
}
