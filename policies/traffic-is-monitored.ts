import { receivers, settingsOwner, type Watch } from "../traffic";
import type { Rule } from "./rule";

interface Options {
  /** Whether a stack without a single such alarm is judged as well. */
  readonly everywhere: boolean;
}

export const trafficIsMonitored = {
  id: "traffic-is-monitored",
  description:
    "Where the health of some pools is watched by alarms, that of every pool which receives traffic must be.",
  severity: "medium",
  level: "advisory",
  remediation: "Give the pool an alarm on its healthy targets, or use a TrafficMonitor.",
  tags: ["monitoring", "availability"],
  options: {
    everywhere: {
      type: "boolean",
      default: false,
      description:
        "Judge stacks without any such alarm too: set it where alarms belong to the stack of what they watch.",
    },
  },
  *check({ traffic }, { everywhere }) {
    const watches = traffic.graph.watches ?? new Map<string, Watch>();
    // Alarms may be in another stack, or in another tool.
    if (!everywhere && [...watches.values()].every((watch) => watch === "unwatched")) return;
    for (const { pool } of receivers(traffic, settingsOwner)) {
      const watch = pool.urn === undefined ? undefined : watches.get(pool.urn);
      // What is run by the service has no targets of which some could be healthy.
      if (pool.urn === undefined || watch === undefined || watch === "watched" || pool.healthCheck === "managed")
        continue;
      const found = { urn: pool.urn, about: [pool.subject] };
      if (watch !== "unwatched") {
        yield { ...found, kind: "unproved", claim: `that an alarm watches the health of ${pool.label}`, gaps: watch };
        continue;
      }
      const lines = [
        `${pool.label} receives traffic, and no alarm of this stack watches how many of its targets are healthy.`,
        "Give it an alarm on its healthy targets, or use the TrafficMonitor of evenkeel. Where another stack or another tool watches it, exempt it with that reason.",
      ];
      yield { ...found, kind: "fault", measure: 1, message: lines.join("\n") };
    }
  },
} satisfies Rule<Options>;
