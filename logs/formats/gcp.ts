import type { LoggedRequest } from "../request";
import { bytesOf, momentOf, secondsOf } from "./fields";
import type { Format } from "./format";
import { bytesSql, minuteSql, secondsSql } from "./sql";

/** Where an entry of Cloud Logging tells what counts; where there are several places, the first that is filled. */
const PATHS = {
  time: ["timestamp"],
  balancer: ["resource.labels.url_map_name", "resource.labels.forwarding_rule_name"],
  route: ["resource.labels.matched_url_path_rule", "resource.labels.forwarding_rule_name"],
  pool: ["resource.labels.backend_target_name", "resource.labels.backend_service_name"],
  target: ["resource.labels.backend_name", "resource.labels.backend_group_name"],
  zone: ["resource.labels.backend_scope"],
  received: ["httpRequest.requestSize", "jsonPayload.bytesReceived", "jsonPayload.bytes_received"],
  sent: ["httpRequest.responseSize", "jsonPayload.bytesSent", "jsonPayload.bytes_sent"],
  seconds: ["httpRequest.latency"],
  type: ["resource.type"],
} as const;

type Name = keyof typeof PATHS;
const ALL = Object.values(PATHS).flat();

/** The types of resources whose entries are requests to a load balancer, or connections. */
const TYPES = ["http_load_balancer", "internal_http_lb_rule", "http_external_regional_lb_rule", "l4_proxy_rule"];

/** What stands for a backend where there was none. */
const NONE = ["", "INVALID_BACKEND", "UNKNOWN", "-"];

/**
 * Entries of Cloud Logging of Google Cloud's load balancers, one a line, as a sink writes them to a bucket, or in one list, as
 * `gcloud logging read --format=json` prints them.
 *
 * @see https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring#what-is-logged
 */
export const gcp: Format = {
  id: "gcp",
  name: "Google Cloud load balancer",
  level: "group",
  limits:
    "these logs name the instance group or endpoint group at most, and global load balancers the backend service only: VPC flow logs say which instance got the requests",
  recognises: (line) => /^\s*\{.*"(?:logName|insertId|resource|timestamp)"\s*:/.test(line),
  parse: (line) => {
    const entry = objectIn(line);
    const text = (name: Name) => PATHS[name].map((path) => textAt(entry, path)).find((one) => one !== "") ?? "";
    const time = momentOf(text("time"));
    if (time === undefined || !TYPES.includes(text("type"))) return undefined;
    return {
      time,
      ...{ balancer: text("balancer"), route: text("route"), pool: backend(text("pool")) },
      ...{ target: backend(text("target")), zone: text("zone") },
      ...{ received: bytesOf(text("received")) ?? 0, sent: bytesOf(text("sent")) ?? 0 },
      seconds: secondsOf(text("seconds").replace(/s$/, "")),
    } satisfies LoggedRequest;
  },
  sql: {
    by: "line",
    prepared: (piece) => ({
      found: `CASE WHEN json_valid(${piece(0)}) THEN json_extract_string(${piece(0)}, [${ALL.map((path) => `'$.${path}'`).join(", ")}]) END`,
    }),
    columns: {
      minute: minuteSql(valueSql("time")),
      balancer: valueSql("balancer"),
      route: valueSql("route"),
      pool: backendSql("pool"),
      target: backendSql("target"),
      zone: valueSql("zone"),
      received: `coalesce(${bytesSql(valueSql("received"))}, 0)`,
      sent: `coalesce(${bytesSql(valueSql("sent"))}, 0)`,
      seconds: secondsSql(`rtrim(${valueSql("seconds")}, 's')`),
      fits: `${valueSql("type")} IN (${TYPES.map((type) => `'${type}'`).join(", ")})`,
    },
  },
};

function backend(name: string): string {
  return NONE.includes(name) ? "" : name;
}

function backendSql(name: Name): string {
  const value = valueSql(name);
  return `CASE WHEN ${value} IN (${NONE.map((none) => `'${none}'`).join(", ")}) THEN '' ELSE ${value} END`;
}

function valueSql(name: Name): string {
  const found = PATHS[name].map((path) => `nullif(found[${ALL.indexOf(path) + 1}], '')`);
  return `coalesce(${found.join(", ")}, '')`;
}

function objectIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function textAt(entry: unknown, path: string): string {
  const value = path
    .split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], entry);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
