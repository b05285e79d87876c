import type { Pool, RouteTraffic, Unchecked } from "../traffic";
import type { Finding, Rule } from "./rule";

export const healthCheckRequired = {
  id: "health-check-required",
  description: "Every pool that receives traffic must have a health check.",
  severity: "high",
  level: "mandatory",
  remediation: "Turn the health check of the pool on.",
  tags: ["availability", "health-check"],
  options: {},
  *check({ traffic }) {
    const judged = new Set<string>();
    for (const route of traffic.routes) {
      for (const { pool, share } of route.alternatives.flat()) {
        // A service has one check for the backends of all its regions.
        const checked = pool.urn ?? pool.id;
        if (share.atMost === 0 || judged.has(checked)) continue;
        judged.add(checked);
        if (typeof pool.healthCheck === "object") yield fault(pool, pool.healthCheck, route);
      }
    }
  },
} satisfies Rule<object>;

function fault(pool: Pool, { notices, remedy }: Unchecked, { route }: RouteTraffic): Finding {
  const found = { kind: "fault", urn: pool.urn ?? route.urn, about: [pool.subject], measure: 1 } as const;
  if (notices === "nothing") {
    const lines = [
      `${pool.label} receives traffic of ${route.label} without a health check: a target that fails keeps its share.`,
      `${remedy}, so that traffic leaves a target that does not answer.`,
    ];
    return { ...found, message: lines.join("\n") };
  }
  const lines = [
    `${pool.label} has no health check of its own: a target keeps its share as long as its port accepts connections.`,
    `${remedy}.`,
  ];
  return { ...found, message: lines.join("\n"), level: "advisory" };
}
