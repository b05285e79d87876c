import { requestsInAthena } from "./athena";
import { requestsInBigQuery } from "./bigquery";
import type { Days } from "./days";
import { athena, bigquery, duckdb, type Dialect } from "./dialect";
import { requestsInDuckDb } from "./loaded";
import { QUESTIONS, statement, type QuestionName } from "./questions";

export interface Asked {
  readonly warehouse: keyof typeof WAREHOUSES;
  readonly question: QuestionName;
  /** With its database or data set before it, and dots in between. */
  readonly table: string;
  /** The length of a window, in seconds. */
  readonly window: number;
  readonly days: Days;
}

/** How a database reads its table into `second`, `balancer`, `route`, `pool`, `target`, `zone`, `received`, `sent` and `seconds`. */
interface Warehouse {
  readonly dialect: Dialect;
  requests(table: string, days: Days): string;
}

export const WAREHOUSES = {
  athena: { dialect: athena, requests: requestsInAthena },
  bigquery: { dialect: bigquery, requests: requestsInBigQuery },
  duckdb: { dialect: duckdb, requests: requestsInDuckDb },
} as const satisfies Record<string, Warehouse>;

/** A question as one statement in the SQL of a database, over the table that a component makes there. */
export function sqlFor({ warehouse, question, table, window, days }: Asked): string {
  const { dialect, requests } = WAREHOUSES[warehouse];
  const { title, sql } = QUESTIONS[question];
  const quoted = table
    .split(".")
    .map((part) => dialect.quoted(part))
    .join(".");
  const parts = [`requests AS (\n${requests(quoted, days)}\n)`, `counts AS (\n${counts(window)}\n)`, ...sql(dialect)];
  return `-- ${title}.\n${statement(parts)}`;
}

function counts(window: number): string {
  return `  SELECT second - MOD(second, ${window}) AS started, balancer, route, pool, target, zone, COUNT(*) AS requests,
    SUM(received) AS received, SUM(sent) AS sent, SUM(CASE WHEN seconds >= 0 THEN seconds ELSE 0 END) AS seconds,
    SUM(CASE WHEN seconds >= 0 THEN 1 ELSE 0 END) AS timed
  FROM requests
  GROUP BY second - MOD(second, ${window}), balancer, route, pool, target, zone`;
}
