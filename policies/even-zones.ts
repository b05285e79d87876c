import { receivers, zoneBalance, type Receiver, type ZoneBalance } from "../traffic";
import type { Finding, Rule } from "./rule";
import { compare, times, toChange } from "./words";

interface Options {
  /** Greatest multiple of the least busy backend's traffic that the busiest one may get. */
  readonly maxRatio: number;
}

export const evenZones = {
  id: "even-zones",
  description: "Where a load balancer keeps to its zones, each zone should hold about as many targets as the others.",
  severity: "medium",
  level: "advisory",
  yieldsTo: ["at-least-two-targets", "max-traffic-share"],
  remediation: "Turn cross-zone load balancing on, or run as many targets in each zone.",
  tags: ["availability", "zones"],
  options: {
    maxRatio: {
      type: "number",
      minimum: 1,
      maximum: 1000,
      default: 2,
      description: "Greatest multiple of the least busy backend's traffic that the busiest one may get: 1 to 1000.",
    },
  },
  *check({ traffic }, { maxRatio }) {
    for (const receiver of receivers(traffic)) {
      const { pool, uses } = receiver;
      const balances = uses.flatMap(({ load }) => zoneBalance(load) ?? []);
      const verdicts = balances.map(({ ratio }) => compare(ratio, maxRatio));
      const [first] = balances;
      if (!first || verdicts.every((verdict) => verdict === "within")) continue;
      const isUneven = receiver.isCertain && verdicts.every((verdict) => verdict === "above");
      if (isUneven) yield fault(receiver, first, maxRatio);
      else {
        const claim = `that the busiest target of ${pool.label} gets no more than ${times(maxRatio)} what the least busy one gets`;
        const urn = toChange(pool, uses);
        const gaps = uses.flatMap((use) => traffic.gapsOf(use.traffic, pool));
        yield { kind: "unproved", urn, about: [pool.subject], claim, gaps };
      }
    }
  },
} satisfies Rule<Options>;

function fault({ pool, uses }: Receiver, { ratio, busiest, leastBusy }: ZoneBalance, maxRatio: number): Finding {
  const lines = [
    `${busiest} gets ${times(ratio.atLeast)} as much of the traffic of ${pool.label} as ${leastBusy}; at most ${times(maxRatio)} as much is allowed.`,
    "The load balancer gives each zone the same part of the traffic, however many targets the zone holds.",
    `Turn cross-zone load balancing on, or run as many targets of ${pool.label} in each zone.`,
  ];
  const urn = toChange(pool, uses);
  return { kind: "fault", urn, about: [pool.subject], measure: ratio.atLeast, message: lines.join("\n") };
}
