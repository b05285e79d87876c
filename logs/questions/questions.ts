import { FAVOURITE_DEVIATIONS, FAVOURITE_RATIO } from "../../traffic/observed";
import type { Dialect } from "./dialect";

/** A question to the relation `counts`, which says how many requests each target got in each window. */
interface Question {
  readonly title: string;
  /** The relations that it makes first, as they stand after WITH; and the one that answers it. */
  sql(dialect: Dialect): readonly [...first: string[], last: string];
}

/** One statement of relations and the query that uses them. */
export function statement(parts: readonly string[]): string {
  const [last = "", ...before] = [...parts].reverse();
  return before.length === 0 ? last : `WITH ${before.reverse().join(", ")}\n${last}`;
}

/** The part of the whole of its group; null where that is nothing. */
const part = ({ double }: Dialect, sum: string, group: string) =>
  `CAST(${sum} AS ${double}) / NULLIF(SUM(${sum}) OVER (PARTITION BY ${group}), 0)`;

const SUMS =
  "SUM(requests) AS requests, SUM(received) AS received, SUM(sent) AS sent, SUM(seconds) AS seconds, SUM(timed) AS timed";

/** What each target got in each window, over all routes. */
const targetsIn = (double: string) => `targets AS (
  SELECT started, balancer, pool, target, CAST(SUM(requests) AS ${double}) AS requests
  FROM counts WHERE target <> '' GROUP BY started, balancer, pool, target
)`;

/** What anyone may ask of the logs: the same for DuckDB, Athena and BigQuery. */
export const QUESTIONS = {
  targets: {
    title: "Who got how much of each pool: requests, bytes and time",
    sql: (dialect) => [
      `SELECT balancer, pool, target, zone, ${SUMS},
  ${part(dialect, "SUM(requests)", "balancer, pool")} AS share,
  ${part(dialect, "SUM(received) + SUM(sent)", "balancer, pool")} AS share_of_bytes,
  ${part(dialect, "SUM(seconds)", "balancer, pool")} AS share_of_time
FROM counts WHERE target <> ''
GROUP BY balancer, pool, target, zone
ORDER BY balancer, pool, requests DESC, target, zone`,
    ],
  },
  routes: {
    title: "Which pools each route sent its requests to",
    sql: (dialect) => [
      `SELECT balancer, route, pool, ${SUMS},
  SUM(CASE WHEN target = '' THEN requests ELSE 0 END) AS untargeted,
  ${part(dialect, "SUM(requests)", "balancer, route")} AS share
FROM counts
GROUP BY balancer, route, pool
ORDER BY balancer, route, requests DESC, pool`,
    ],
  },
  zones: {
    title: "What each zone got of each pool, where the logs name zones",
    sql: (dialect) => [
      `SELECT balancer, pool, zone, ${SUMS},
  ${part(dialect, "SUM(requests)", "balancer, pool")} AS share
FROM counts WHERE target <> '' AND zone <> ''
GROUP BY balancer, pool, zone
ORDER BY balancer, pool, requests DESC, zone`,
    ],
  },
  windows: {
    title: "Who got how much of each pool in each window",
    sql: (dialect) => [
      `SELECT started, balancer, pool, target, SUM(requests) AS requests,
  ${part(dialect, "SUM(requests)", "started, balancer, pool")} AS share
FROM counts WHERE target <> ''
GROUP BY started, balancer, pool, target
ORDER BY started, balancer, pool, target`,
    ],
  },
  effective: {
    title: "As how many equally busy backends each pool shared its requests, over all and in its worst window",
    sql: ({ double }) => [
      targetsIn(double),
      `totals AS (
  SELECT balancer, pool, target, SUM(requests) AS requests FROM targets GROUP BY balancer, pool, target
)`,
      `windows AS (
  SELECT balancer, pool, SUM(requests) * SUM(requests) / SUM(requests * requests) AS effective
  FROM targets GROUP BY started, balancer, pool
)`,
      `worst AS (
  SELECT balancer, pool, MIN(effective) AS effective_in_worst_window FROM windows GROUP BY balancer, pool
)`,
      `SELECT totals.balancer, totals.pool, COUNT(*) AS targets, MAX(totals.requests) / SUM(totals.requests) AS largest_share,
  SUM(totals.requests) * SUM(totals.requests) / SUM(totals.requests * totals.requests) AS effective_backends,
  MIN(worst.effective_in_worst_window) AS effective_in_worst_window
FROM totals JOIN worst ON worst.balancer = totals.balancer AND worst.pool = totals.pool
GROUP BY totals.balancer, totals.pool
ORDER BY totals.balancer, totals.pool`,
    ],
  },
  favourites: {
    title: "Targets that got so much more than an even part that chance does not explain it, and since when",
    sql: ({ double }) => [
      targetsIn(double),
      `seen AS (
  SELECT balancer, pool, 1.0E0 / COUNT(DISTINCT target) AS expected FROM targets GROUP BY balancer, pool
)`,
      `windows AS (
  SELECT started, balancer, pool, SUM(requests) AS total,
    ROW_NUMBER() OVER (PARTITION BY balancer, pool ORDER BY started) AS place
  FROM targets GROUP BY started, balancer, pool
)`,
      `favoured AS (
  SELECT targets.balancer, targets.pool, targets.target, targets.started, targets.requests, windows.total, seen.expected,
    windows.place - ROW_NUMBER() OVER (
      PARTITION BY targets.balancer, targets.pool, targets.target ORDER BY targets.started
    ) AS run
  FROM targets
  JOIN windows ON windows.started = targets.started AND windows.balancer = targets.balancer AND windows.pool = targets.pool
  JOIN seen ON seen.balancer = targets.balancer AND seen.pool = targets.pool
  WHERE targets.requests >= ${FAVOURITE_RATIO} * seen.expected * windows.total
    AND targets.requests - windows.total * seen.expected
      > ${FAVOURITE_DEVIATIONS} * SQRT(windows.total * seen.expected * (1 - seen.expected))
)`,
      `SELECT balancer, pool, target, MIN(started) AS since, MAX(started) AS last_window, SUM(requests) AS requests,
  SUM(requests) / SUM(total) AS share, MAX(expected) AS expected
FROM favoured
GROUP BY balancer, pool, target, run
ORDER BY balancer, pool, target, since`,
    ],
  },
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof QUESTIONS;
