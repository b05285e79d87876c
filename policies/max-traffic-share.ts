import { judgeShares, type ShareVerdict } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { count, pathOf, percent } from "./words";

interface Options {
  /** Greatest share of a route's traffic, above 0 to 1, that one backend may get. */
  readonly maxShare: number;
}

export const maxTrafficShare = {
  id: "max-traffic-share",
  description: "No backend may get more than a set share of a route's traffic.",
  severity: "high",
  level: "mandatory",
  remediation: "Run more targets, or share more evenly over those that there are.",
  tags: ["availability", "balance"],
  yieldsTo: ["at-least-two-targets"],
  options: {
    maxShare: {
      type: "number",
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.5,
      description: "Greatest share of a route's traffic, above 0 to 1, that one backend may get.",
    },
  },
  *check({ traffic }, { maxShare }) {
    const above = new Map<string, ShareVerdict[]>();
    for (const verdict of judgeShares(traffic, maxShare)) {
      const { pool } = verdict.busiest;
      if (verdict.kind === "above") {
        const key = `${pool.subject} ${verdict.busiest.label}`;
        above.set(key, [...(above.get(key) ?? []), verdict]);
      } else {
        const claim = `that no backend gets more than ${percent(maxShare)} of ${verdict.traffic.route.label}`;
        const unproved: Unproved = {
          kind: "unproved",
          urn: verdict.traffic.route.urn,
          about: [pool.subject, verdict.traffic.route.id],
          claim,
          gaps: traffic.gapsOf(verdict.traffic),
        };
        yield unproved;
      }
    }
    for (const verdicts of above.values()) yield fault(verdicts, maxShare);
  },
} satisfies Rule<Options>;

function fault(verdicts: readonly ShareVerdict[], maxShare: number): Finding {
  const worst = verdicts.reduce((most, one) => (one.busiest.share.atMost > most.busiest.share.atMost ? one : most));
  const { busiest, traffic } = worst;
  const limit = percent(maxShare);
  const others = verdicts.length - 1;
  const lines = [
    `${busiest.label} gets ${percent(busiest.share)} of the traffic of ${traffic.route.label}; at most ${limit} is allowed.`,
    ...(others > 0 ? [`The same backend gets too much of ${count(others, "other route")}.`] : []),
    `Path: ${pathOf(busiest.path)}.`,
    `Add targets to ${busiest.pool.label}; where the load balancer keeps to its zones, in the zone of the busiest one.`,
  ];
  const urn = busiest.pool.urn ?? traffic.route.urn;
  return {
    kind: "fault",
    urn,
    about: [busiest.pool.subject, traffic.route.id],
    measure: busiest.share.atLeast,
    message: lines.join("\n"),
  };
}
