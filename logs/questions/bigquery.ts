import type { Days } from "./days";

/** Columns of a label or a payload are there only once an entry had them: read as JSON, one that is not there is null. */
const value = (column: string, ...paths: string[]) =>
  paths.map((path) => `NULLIF(JSON_VALUE(TO_JSON(${column}), '$.${path}'), '')`).join(", ");

const backend = (...paths: string[]) =>
  `COALESCE(NULLIF(NULLIF(COALESCE(${value("resource", ...paths)}), 'INVALID_BACKEND'), 'UNKNOWN'), '')`;

/**
 * The table `requests` of the data set that `LoadBalancerLogSink` fills.
 *
 * @see https://cloud.google.com/logging/docs/export/bigquery
 */
export function requestsInBigQuery(table: string, { from, to }: Days): string {
  return `  SELECT UNIX_SECONDS(timestamp) AS second,
    COALESCE(${value("resource", "labels.url_map_name", "labels.forwarding_rule_name")}, '') AS balancer,
    COALESCE(${value("resource", "labels.matched_url_path_rule", "labels.forwarding_rule_name")}, '') AS route,
    ${backend("labels.backend_target_name", "labels.backend_service_name")} AS pool,
    ${backend("labels.backend_name", "labels.backend_group_name")} AS target,
    COALESCE(${value("resource", "labels.backend_scope")}, '') AS zone,
    COALESCE(CAST(${value("httpRequest", "requestSize")} AS INT64), 0) AS received,
    COALESCE(CAST(${value("httpRequest", "responseSize")} AS INT64), 0) AS sent,
    CAST(${value("httpRequest", "latency")} AS FLOAT64) AS seconds
  FROM ${table}
  WHERE DATE(timestamp) BETWEEN DATE '${from}' AND DATE '${to}'`;
}
