import { duringRollouts, judgeFloors, Traffic, type Backends, type FloorVerdict, type PoolUse } from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { otherRoutes, pathOf, percent, targets, toChange } from "./words";

interface Options {
  /** Fewest targets of a pool that must stay in service while a rollout runs. */
  readonly minTargets: number;
  /** Share of a route, 0 to 1, up to which a pool is taken for a canary. */
  readonly canaryShare: number;
}

export const rolloutKeepsTwo = {
  id: "rollout-keeps-two",
  description: "A rollout must leave at least two targets of every pool with traffic in service.",
  severity: "high",
  level: "advisory",
  yieldsTo: ["at-least-two-targets"],
  remediation: "Let the rollout add targets before it takes any away, or run more of them.",
  tags: ["availability", "deployment"],
  options: {
    minTargets: {
      type: "integer",
      minimum: 1,
      maximum: 1000,
      default: 2,
      description: "Fewest targets of a pool that must stay in service while a rollout runs: 1 to 1000.",
    },
    canaryShare: {
      type: "number",
      minimum: 0,
      maximum: 0.5,
      default: 0.1,
      description:
        "Share of a route, 0 to 0.5, up to which a pool is taken for a canary and may be down to one target.",
    },
  },
  *check({ traffic }, options) {
    const graph = duringRollouts(traffic.graph);
    if (!graph) return;
    const rolling = new Traffic(graph);
    for (const verdict of judgeFloors(rolling, options)) {
      const found = speak(rolling, verdict, options);
      if (found) yield found;
    }
  },
} satisfies Rule<Options>;

function speak(traffic: Traffic, verdict: FloorVerdict, { minTargets }: Options): Finding | Unproved | undefined {
  if (verdict.kind !== "short" && verdict.kind !== "unproved") return undefined;
  const { pool, uses } = verdict;
  const shrunk = pool.members.filter((member): member is Backends => member.kind === "backends" && isShrunk(member));
  if (shrunk.length === 0) return undefined;
  const [first] = shrunk;
  const [use] = [...uses].sort((a, b) => b.share.atMost - a.share.atMost);
  if (!first || !use) return undefined;
  const urn = first.setBy?.urn ?? toChange(pool, [use]);
  const about = [pool.subject];
  if (verdict.kind === "unproved") {
    const claim = `that ${pool.label} keeps ${minTargets} targets while a rollout runs`;
    return { kind: "unproved", urn, about, claim, gaps: uses.flatMap((one) => traffic.gapsOf(one.traffic, pool)) };
  }
  return fault({ use, uses, shrunk, urn }, minTargets);
}

interface Short {
  readonly use: PoolUse;
  readonly uses: readonly PoolUse[];
  readonly shrunk: readonly Backends[];
  readonly urn: string;
}

function fault({ use, uses, shrunk, urn }: Short, minTargets: number): Finding {
  const { pool } = use;
  const settings = shrunk.flatMap(({ setBy }) => setBy?.label ?? []);
  const lines = [
    `${pool.label}, which gets ${percent(use.share)} of the traffic of ${use.traffic.route.label}, is down to ` +
      `${targets(use.backends)} while a rollout runs; at least ${minTargets} are required.`,
    ...otherRoutes(uses),
    `Path: ${pathOf([...use.path, ...shrunk.slice(0, 1).map(({ label }) => label)])}.`,
    settings.length > 0
      ? `Change ${settings.join(" and ")}, so that a rollout adds targets before it takes any away, or run more targets.`
      : `Let the rollout of ${shrunk.map(({ label }) => label).join(" and ")} add targets before it takes any away.`,
  ];
  return { kind: "fault", urn, about: [pool.subject], measure: -use.backends.atMost, message: lines.join("\n") };
}

function isShrunk({ duringRollout }: Backends): boolean {
  return duringRollout !== undefined;
}
