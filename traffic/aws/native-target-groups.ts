import type { Properties, Value } from "../resource";
import { isObject } from "./native-values";

/** The flat settings of a health check, by the names that the readers know. */
const CHECK: Readonly<Record<string, string>> = {
  healthCheckEnabled: "enabled",
  healthCheckIntervalSeconds: "interval",
  healthCheckTimeoutSeconds: "timeout",
  unhealthyThresholdCount: "unhealthyThreshold",
  healthyThresholdCount: "healthyThreshold",
  healthCheckProtocol: "protocol",
};

/** Attributes that are settings of a block, by their keys. */
const BLOCKS: Readonly<Record<string, readonly [block: string, name: string]>> = {
  "stickiness.enabled": ["stickiness", "enabled"],
  "stickiness.type": ["stickiness", "type"],
  "stickiness.lb_cookie.duration_seconds": ["stickiness", "cookieDuration"],
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": [
    "unhealthyStateRouting",
    "minimumHealthyTargetsCount",
  ],
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": [
    "unhealthyStateRouting",
    "minimumHealthyTargetsPercentage",
  ],
  "target_group_health.dns_failover.minimum_healthy_targets.count": ["dnsFailover", "minimumHealthyTargetsCount"],
};

/**
 * The blocks of a target group that AWS Cloud Control writes flat, or as attributes. It fills in no defaults of its own: those of
 * the service hold, and without its attribute stickiness is off.
 */
export function blocksOf(given: Properties): Record<string, Value> {
  const check: Record<string, Value> = {};
  for (const [name, own] of Object.entries(CHECK)) {
    const value = given[name];
    if (value !== undefined) check[own] = value;
  }
  const found = Object.keys(check).length === 0 ? {} : { healthCheck: { unhealthyThreshold: 2, ...check } };
  const list = given["targetGroupAttributes"];
  if (typeof list === "symbol") return { ...found, stickiness: list, targetGroupHealth: list };
  const blocks: Record<string, Record<string, Value>> = {};
  for (const attribute of Array.isArray(list) ? (list as readonly Value[]) : []) {
    if (!isObject(attribute)) continue;
    const { key } = attribute;
    const [block, name] = typeof key === "string" ? (BLOCKS[key] ?? []) : [];
    if (block === undefined || name === undefined) continue;
    blocks[block] = { ...blocks[block], [name]: attribute["value"] ?? null };
  }
  const { stickiness, ...health } = blocks;
  return {
    ...found,
    ...(stickiness ? { stickiness: { enabled: false, ...stickiness } } : {}),
    ...(Object.keys(health).length > 0 ? { targetGroupHealth: health } : {}),
  };
}
