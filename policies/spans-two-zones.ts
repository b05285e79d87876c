import { receivers, zoneSpread, type Receiver, type Traffic, type ZoneSpread } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { compare, count, percent, toChange } from "./words";

interface Options {
  /** Fewest zones that must hold a target of a pool with traffic. */
  readonly minZones: number;
  /** Greatest part of a pool's traffic, above 0 to 1, that one zone may take. */
  readonly maxZoneShare: number;
}

export const spansTwoZones = {
  id: "spans-two-zones",
  description: "Every pool that receives traffic must have targets in at least two zones.",
  severity: "high",
  level: "advisory",
  yieldsTo: ["at-least-two-targets"],
  remediation: "Run targets in another zone that the load balancer has enabled.",
  tags: ["availability", "zones"],
  options: {
    minZones: {
      type: "integer",
      minimum: 1,
      maximum: 6,
      default: 2,
      description: "Fewest zones that must hold a target of a pool with traffic: 1 to 6.",
    },
    maxZoneShare: {
      type: "number",
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.75,
      description: "Greatest part of a pool's traffic, above 0 to 1, that one zone may take.",
    },
  },
  *check({ traffic }, options) {
    for (const receiver of receivers(traffic)) {
      const spreads = receiver.uses.flatMap(({ load }) => zoneSpread(load) ?? []);
      const [worst] = [...spreads].sort((a, b) => a.zones.atMost - b.zones.atMost);
      if (!worst) continue;
      // A pool that is made up in several ways is at fault only where it is in each of them.
      const isShort = receiver.isCertain && spreads.every(({ zones }) => zones.atMost < options.minZones);
      if (isShort) yield tooFew(receiver, worst, options);
      else if (spreads.some(({ zones }) => zones.atLeast < options.minZones)) {
        yield doubt(traffic, receiver, `that ${receiver.pool.label} has targets in ${options.minZones} zones`);
      } else yield* shares(traffic, receiver, spreads, options);
    }
  },
} satisfies Rule<Options>;

function* shares(
  traffic: Traffic,
  receiver: Receiver,
  spreads: readonly ZoneSpread[],
  { maxZoneShare }: Options,
): Generator<Finding | Unproved> {
  const verdicts = spreads.map(({ largest }) => compare(largest, maxZoneShare));
  if (receiver.isCertain && verdicts.every((verdict) => verdict === "above"))
    yield tooMuch(receiver, spreads, maxZoneShare);
  else if (verdicts.some((verdict) => verdict !== "within")) {
    const limit = percent(maxZoneShare);
    yield doubt(traffic, receiver, `that no zone takes more than ${limit} of ${receiver.pool.label}`);
  }
}

function tooFew({ pool, uses }: Receiver, { zones, busiest }: ZoneSpread, { minZones }: Options): Finding {
  const name = nameOf(busiest);
  const where = zones.atMost === 1 && name !== undefined ? ` (${name})` : "";
  const lines = [
    `${pool.label} has targets in ${count(zones.atMost, "zone")}${where}; at least ${minZones} are required. It gets traffic of ` +
      `${uses[0].traffic.route.label}: when the zone fails, so does all of it.`,
    `Run targets of ${pool.label} in another zone that the load balancer has enabled.`,
  ];
  return found(pool, uses, -zones.atMost, lines);
}

function tooMuch({ pool, uses }: Receiver, spreads: readonly ZoneSpread[], limit: number): Finding {
  const top = spreads.reduce((most, one) => (one.largest.atMost > most.largest.atMost ? one : most));
  const zone = nameOf(top.busiest) ?? "One zone";
  const allowed = percent(limit);
  const lines = [
    `${zone} takes ${percent(top.largest)} of the traffic of ${pool.label}; at most ${allowed} is allowed.`,
    `Move targets of ${pool.label} from that zone to the others, or add some there.`,
  ];
  return found(pool, uses, top.largest.atLeast, lines);
}

function found(pool: Receiver["pool"], uses: Receiver["uses"], measure: number, lines: readonly string[]): Finding {
  const urn = toChange(pool, uses);
  return { kind: "fault", urn, about: [pool.subject], measure, message: lines.join("\n") };
}

function doubt(traffic: Traffic, { pool, uses }: Receiver, claim: string): Unproved {
  const urn = toChange(pool, uses);
  return {
    kind: "unproved",
    urn,
    about: [pool.subject],
    claim,
    gaps: uses.flatMap((use) => traffic.gapsOf(use.traffic, pool)),
  };
}

/** A zone as a person names it; of some, all that is known is whose they are. */
function nameOf(zone: string | undefined): string | undefined {
  return zone === undefined || /^(subnet|unnamed):/.test(zone) ? undefined : zone;
}
