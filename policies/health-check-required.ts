import type { Pool, RouteTraffic } from "../traffic";
import type { Finding, Rule } from "./rule";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html */
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
  const found = { kind: "fault", urn: pool.id, about: [pool.id] } as const;
  if (pool.healthCheck === "disabled") {
    const lines = [
      `${pool.label} receives traffic of ${route.label} with its health check turned off: a target that fails keeps its share.`,
      "Set healthCheck.enabled to true, so that traffic leaves a target that does not answer.",
    ];
    return { ...found, message: lines.join("\n") };
  }
  // The service then checks by itself whether the port of an instance opens: weak, but a check.
  const lines = [
    `${pool.label} has no health check of its own: an instance keeps its share as long as its port accepts connections.`,
    "Give it a healthCheck that asks the application.",
  ];
  return { ...found, message: lines.join("\n"), level: "advisory" };
}
