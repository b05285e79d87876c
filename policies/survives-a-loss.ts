import type { AfterLoss, RouteTraffic, Traffic } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { compare, percent } from "./words";

interface Options {
  /** Greatest share of a route's traffic, above 0 to 1, that one backend may get after a loss. */
  readonly maxShareAfterLoss: number;
  /** What is lost. */
  readonly lossOf: "backend" | "zone" | "either";
}

export const survivesALoss = {
  id: "survives-a-loss",
  description: "When the busiest backend or zone fails, no backend that is left may get more than a set share.",
  severity: "medium",
  level: "advisory",
  yieldsTo: ["at-least-two-targets", "max-traffic-share"],
  remediation: "Run more targets, so that those which are left share what the lost ones leave them.",
  tags: ["availability", "capacity"],
  options: {
    maxShareAfterLoss: {
      type: "number",
      exclusiveMinimum: 0,
      maximum: 1,
      default: 1,
      description: "Greatest share of a route's traffic, above 0 to 1, that one backend may get after a loss.",
    },
    lossOf: {
      type: "string",
      enum: ["backend", "zone", "either"],
      default: "either",
      description: "What is lost: the busiest backend, all that is in the busiest zone, or either of them.",
    },
  },
  *check({ traffic }, { maxShareAfterLoss: limit, lossOf }) {
    // A share is at most the whole: with the default nothing can be found, and nothing need be worked out.
    if (limit >= 1) return;
    for (const route of traffic.routes) {
      if (lossOf !== "zone") yield* judge(traffic, route, traffic.afterLosingBackend(route), limit);
      if (lossOf !== "backend") yield* judge(traffic, route, traffic.afterLosingZone(route), limit);
    }
  },
} satisfies Rule<Options>;

function* judge(
  traffic: Traffic,
  route: RouteTraffic,
  after: AfterLoss | undefined,
  limit: number,
): Generator<Finding | Unproved> {
  if (!after) return;
  const allowed = percent(limit);
  const pools = new Set(route.alternatives.flat().map(({ pool }) => pool.subject));
  const [urn, about] = [route.route.urn, [route.route.id, ...pools]];
  const verdict = compare(after.largest, limit);
  if (verdict === "unproved") {
    const claim = `that no backend gets more than ${allowed} of ${route.route.label} after the loss of ${after.of}`;
    yield { kind: "unproved", urn, about, claim, gaps: traffic.gapsOf(route) };
  }
  if (verdict !== "above") return;
  const lines = [
    `When ${after.of} fails, one backend gets ${percent(after.largest)} of the traffic of ${route.route.label}; at most ${allowed} is allowed.`,
    `Run more targets behind ${route.route.label}, and in more zones.`,
  ];
  yield { kind: "fault", urn, about, measure: after.largest.atLeast, message: lines.join("\n") };
}
