import type { Days } from "./days";

/** A table of DuckDB with the columns that the one of Athena has: from files of Parquet, for instance. */
export function requestsInDuckDb(table: string, { from, to }: Days): string {
  const none = (field: string) => `COALESCE(NULLIF(${field}, '-'), '')`;
  return `  SELECT CAST(FLOOR(EPOCH(CAST(time AS TIMESTAMPTZ))) AS BIGINT) AS second, elb AS balancer,
    ${none("matched_rule_priority")} AS route, ${none("target_group_arn")} AS pool,
    ${none("target")} AS target, '' AS zone, received_bytes AS received, sent_bytes AS sent,
    target_processing_time AS seconds
  FROM ${table}
  WHERE LEFT(time, 10) BETWEEN '${from}' AND '${to}'`;
}
