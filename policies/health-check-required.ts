import type { Pool, RouteTraffic } from "../traffic";
import type { Finding, Rule } from "./rule";

export const healthCheckRequired = {
  id: "health-check-required",
  description: "Every pool that receives traffic must have a health check.",
  severity: "high",
  level: "mandatory",
  options: {},
  *check({ traffic }) {
    const judged = new Set<string>();
    for (const route of traffic.routes) {
      for (const { pool, share } of route.alternatives.flat()) {
        if (share.atMost === 0 || judged.has(pool.id)) continue;
        judged.add(pool.id);
        if (pool.healthCheck === "disabled" || pool.healthCheck === "missing") yield fault(pool, route);
      }
    }
  },
} satisfies Rule<object>;

function fault(pool: Pool, { route }: RouteTraffic): Finding {
  const lack = pool.healthCheck === "disabled" ? "has its health check turned off" : "has no health check";
  const remedy = pool.healthCheck === "disabled" ? "Set healthCheck.enabled to true" : "Give it a healthCheck";
  const lines = [
    `${pool.label} receives traffic of ${route.label} and ${lack}: a target that fails keeps getting its share.`,
    `${remedy}, so that traffic leaves a target that does not answer.`,
  ];
  return { kind: "fault", urn: pool.id, about: [pool.id], message: lines.join("\n") };
}
