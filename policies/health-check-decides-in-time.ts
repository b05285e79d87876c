import { receivers, settingsOwner, type Bounds, type Gap, type Pool, type Probe, type Receiver } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { compare, duration } from "./words";

interface Options {
  /** Longest time, in seconds, in which a target that fails must be noticed. */
  readonly maxSeconds: number;
}

export const healthCheckDecidesInTime = {
  id: "health-check-decides-in-time",
  description: "A health check must notice a target that fails soon, and what it finds must have a consequence.",
  severity: "medium",
  level: "advisory",
  remediation: "Check more often, ask the service itself, and let the group replace what the check finds unhealthy.",
  tags: ["availability", "health-check"],
  options: {
    maxSeconds: {
      type: "number",
      minimum: 1,
      maximum: 86_400,
      default: 90,
      description: "Longest time, in seconds, in which a target that fails must be noticed: 1 to 86,400.",
    },
  },
  *check({ traffic }, { maxSeconds }) {
    const unrepaired = new Set<string>();
    for (const receiver of receivers(traffic, settingsOwner)) {
      const { pool } = receiver;
      if (pool.probe) yield* judge(receiver, pool.probe, maxSeconds);
      // A group behind several pools is told of once.
      for (const member of membersOf(receiver)) {
        if (!member.unrepaired || unrepaired.has(member.id)) continue;
        unrepaired.add(member.id);
        const { urn, why, remedy } = member.unrepaired;
        const message = `${why}: one that ${pool.label} finds unhealthy is left as it is, and its traffic with the others.\n${remedy}.`;
        yield { kind: "fault", urn, about: [pool.subject], measure: 1, message };
      }
    }
  },
} satisfies Rule<Options>;

function membersOf({ pool, uses }: Receiver) {
  const all = [pool, ...uses.map(({ load }) => load.pool)].flatMap(({ members }) => members);
  return all.filter((member) => member.kind === "backends");
}

function* judge(receiver: Receiver, probe: Probe, maxSeconds: number): Generator<Finding | Unproved> {
  const { pool } = receiver;
  for (const refused of probe.refused) yield fault(pool, probe, 1, [`${pool.label}: ${refused}.`, "Correct it."]);
  const { interval, timeout, unhealthyThreshold } = probe;
  if (timeout.atLeast > interval.atMost && probe.refused.length === 0) {
    const lines = [
      `${pool.label} waits ${duration(timeout.atLeast)} for the answer of a health check, longer than the ${duration(interval.atMost)} to the next one.`,
      "Make its timeout shorter than its interval.",
    ];
    yield fault(pool, probe, timeout.atLeast, lines);
  }
  const needed: Bounds = {
    atLeast: interval.atLeast * unhealthyThreshold.atLeast,
    atMost: interval.atMost * unhealthyThreshold.atMost,
  };
  const verdict = compare(needed, maxSeconds);
  if (verdict === "above") yield tooSlow(pool, probe, needed.atLeast, maxSeconds);
  if (verdict === "unproved") {
    yield doubt(pool, probe.gaps, `that ${pool.label} notices a target that fails within ${duration(maxSeconds)}`);
  }
  if (probe.asksOnlyThePort === true) {
    const lines = [
      `The health check of ${pool.label} only tries whether a port opens, though the service speaks HTTP: a target that answers every request with an error keeps its share.`,
      "Let the health check ask for a path over HTTP.",
    ];
    yield fault(pool, probe, 1, lines);
  }
}

function tooSlow(pool: Pool, probe: Probe, seconds: number, maxSeconds: number): Finding {
  const { interval, unhealthyThreshold } = probe;
  const lines = [
    `${pool.label} takes ${duration(seconds)} to notice a target that fails: ${unhealthyThreshold.atLeast} failed checks, ` +
      `one every ${duration(interval.atLeast)}; at most ${duration(maxSeconds)} is allowed. Until then the target keeps its share.`,
    "Lower the interval of the health check or its unhealthy threshold.",
  ];
  return fault(pool, probe, seconds, lines);
}

function fault({ subject }: Pool, { urn }: Probe, measure: number, lines: readonly string[]): Finding {
  return { kind: "fault", urn, about: [subject], measure, message: lines.join("\n") };
}

function doubt({ subject, urn, id }: Pool, gaps: readonly Gap[], claim: string): Unproved {
  return { kind: "unproved", urn: urn ?? id, about: [subject], claim, gaps };
}
