import type { Days } from "./days";

/**
 * The table that `AlbLogTable` makes. A line that fits no version of the format has no time there.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html
 */
export function requestsInAthena(table: string, { from, to }: Days): string {
  const none = (field: string) => `COALESCE(NULLIF(${field}, '-'), '')`;
  return `  SELECT CAST(FLOOR(TO_UNIXTIME(FROM_ISO8601_TIMESTAMP(time))) AS BIGINT) AS second, elb AS balancer,
    ${none("matched_rule_priority")} AS route, ${none("target_group_arn")} AS pool,
    ${none("target")} AS target, '' AS zone, received_bytes AS received, sent_bytes AS sent,
    target_processing_time AS seconds
  FROM ${table}
  WHERE day BETWEEN '${from.replaceAll("-", "/")}' AND '${to.replaceAll("-", "/")}' AND time IS NOT NULL`;
}
