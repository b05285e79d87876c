import {
  judgeFloors,
  type Backends,
  type FloorVerdict,
  type Pool,
  type PoolUse,
  type RouteTraffic,
  type Traffic,
} from "../traffic";
import type { Finding, Rule, Unproved } from "./rule";
import { count, otherRoutes, pathOf, patternFor, percent, targets, toChange } from "./words";

interface Options {
  /** Fewest targets that a pool with traffic must guarantee. */
  readonly minTargets: number;
  /** Share of a route, 0 to 1, up to which a lone target is taken for a canary. */
  readonly canaryShare: number;
}

export const atLeastTwoTargets = {
  id: "at-least-two-targets",
  description: "Every pool that receives traffic must guarantee at least two targets.",
  severity: "critical",
  level: "mandatory",
  remediation: "Register more targets in the pool, or send it no traffic.",
  tags: ["availability", "targets"],
  options: {
    minTargets: {
      type: "integer",
      minimum: 2,
      maximum: 1000,
      default: 2,
      description: "Fewest targets that a pool with traffic must guarantee: 2 to 1000.",
    },
    canaryShare: {
      type: "number",
      minimum: 0,
      maximum: 0.5,
      default: 0.1,
      description: "Share of a route, 0 to 0.5, up to which a lone target is advised against, not blocked.",
    },
  },
  *check({ traffic }, options) {
    for (const verdict of judgeFloors(traffic, options)) yield speak(traffic, verdict, options);
  },
} satisfies Rule<Options>;

function speak(traffic: Traffic, verdict: FloorVerdict, { minTargets, canaryShare }: Options): Finding | Unproved {
  switch (verdict.kind) {
    case "short":
      return fault(verdict.pool, verdict.uses, minTargets);
    case "canary": {
      const { message, ...rest } = fault(verdict.pool, verdict.uses, minTargets);
      const limit = percent(canaryShare);
      const canary = `It is taken for a canary: above ${limit} of the traffic (canaryShare) it would be blocked.`;
      return { ...rest, message: `${message}\n${canary}`, level: "advisory" };
    }
    case "short whichever":
      return shortWhichever(verdict.traffic, verdict.uses, minTargets);
    case "no receiver":
      return noReceiver(verdict.traffic);
    case "unproved": {
      const gaps = verdict.uses.flatMap((use) => traffic.gapsOf(use.traffic, verdict.pool));
      const claim = `that ${verdict.pool.label} guarantees ${minTargets} targets`;
      return {
        kind: "unproved",
        urn: toChange(verdict.pool, verdict.uses),
        about: [verdict.pool.subject],
        claim,
        gaps,
      };
    }
  }
}

function fault(pool: Pool, all: readonly PoolUse[], minTargets: number): Finding {
  const uses = [...all].sort((a, b) => b.share.atMost - a.share.atMost);
  const [use] = uses;
  if (!use) throw new Error(`${pool.label} is judged short without a route that leads to it`);
  const unused = unusedIn(use);
  const members = backendsOf(pool).filter((member) => !unused.includes(member));
  const setBy = members.length === 1 ? members[0]?.setBy : undefined;
  const lines = [
    `${use.traffic.route.label} sends ${percent(use.share)} of its traffic to ${pool.label}, which guarantees ` +
      `${targets(use.backends)}${members.length > 0 ? ` (${namesOf(members)})` : ""}; at least ${minTargets} are required.`,
    ...otherRoutes(uses),
    `Path: ${pathOf([...use.path, ...members.slice(0, 1).map(({ label }) => label)])}.`,
    ...(unused.length > 0
      ? [`No traffic reaches ${namesOf(unused)}: the load balancer has not enabled the zone.`]
      : []),
    ...(pool.idle ?? []).map(({ label, why }) => `No traffic reaches ${label}: ${why}.`),
    setBy ? `Raise ${setBy.label} to at least ${minTargets}, or ${lowerWeight(use)}.` : remedy(pool, use, members),
  ];
  const urn = setBy?.urn ?? toChange(pool, uses);
  return { kind: "fault", urn, about: [pool.subject], measure: -use.backends.atMost, message: lines.join("\n") };
}

function remedy(pool: Pool, use: PoolUse, members: readonly Backends[]): string {
  if ((pool.idle ?? []).length > 0) return `Let more of its backends take traffic, or ${lowerWeight(use)}.`;
  if (members.length > 0) return `Register another target in ${pool.label}, or ${lowerWeight(use)}.`;
  return (
    `Register targets in ${pool.label}, or ${lowerWeight(use)}. Where something outside this stack registers them, say so in the option ` +
    `filledElsewhere of stack-is-readable: {"urn": "${patternFor(pool.urn ?? pool.id)}", "reason": "who registers them"}.`
  );
}

/** A weight can only be lowered where the route has other pools. */
function lowerWeight({ traffic }: PoolUse): string {
  const pools = new Set(traffic.alternatives.flat().map(({ pool }) => pool.subject));
  return pools.size > 1 ? "set its weight to 0" : "send the traffic elsewhere";
}

function shortWhichever(traffic: RouteTraffic, uses: readonly PoolUse[], minTargets: number): Finding {
  const pools = uses.map((use) => `${use.pool.label} guarantees ${targets(use.backends)}`);
  const message = [
    `${traffic.route.label} sends its traffic to a pool with fewer than ${minTargets} targets, whichever it turns out to be: ${pools.join("; ")}.`,
    "Register another target in each of them.",
  ];
  const about = [traffic.route.id, ...uses.map(({ pool }) => pool.subject)];
  return { kind: "fault", urn: traffic.route.urn, about, measure: 0, message: message.join("\n") };
}

function noReceiver({ route }: RouteTraffic): Finding {
  const message = `${route.label} forwards its traffic, but every weight is 0: no target receives it.\nGive a pool with at least two targets a weight above 0.`;
  return { kind: "fault", urn: route.urn, about: [route.id], measure: 0, message };
}

function backendsOf(pool: Pool): Backends[] {
  return pool.members.filter((member) => member.kind === "backends");
}

function unusedIn({ traffic, pool }: PoolUse): readonly Backends[] {
  return traffic.alternatives.flat().find((load) => load.pool.subject === pool.subject)?.spread.unused ?? [];
}

function namesOf(members: readonly Backends[]): string {
  const names = [...new Set(members.map(({ label }) => label))];
  return names.length > 3
    ? `${names.slice(0, 3).join(", ")} and ${count(names.length - 3, "other")}`
    : names.join(", ");
}
