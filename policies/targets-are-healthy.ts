import { poolsNow, type PoolHealth, type PoolNow, type Traffic } from "../traffic";
import type { Finding, PolicyFacts } from "./rule";
import { count, pathOf, percent } from "./words";

/** Only a cloud tells how its targets are, so that this is judged where one is asked, and never in a preview. */
export const targetsAreHealthy = {
  id: "targets-are-healthy",
  description: "Every pool with traffic should have at least two healthy targets at this moment.",
  severity: "critical",
  level: "mandatory",
  remediation: "Find out why the other targets fail their health checks before more traffic goes there.",
  tags: ["live", "health"],
  options: {},
} as const satisfies PolicyFacts<object>;

/** What `at-least-two-targets` demands: it is demanded of the targets that are healthy too. */
export interface Demand {
  readonly minTargets: number;
  readonly canaryShare: number;
}

/** Pools with traffic that have too few healthy targets now. */
export function unhealthyIn(
  traffic: Traffic,
  health: ReadonlyMap<string, PoolHealth>,
  { minTargets, canaryShare }: Demand,
): Finding[] {
  return poolsNow(traffic, health).flatMap((pool): Finding[] => {
    const perhaps = pool.healthy + pool.untold;
    const guaranteed = pool.backends.atLeast;
    const isFew = perhaps < minTargets;
    if (!isFew && perhaps >= Math.min(guaranteed, pool.registered)) return [];
    return [
      {
        kind: "fault",
        urn: pool.urn,
        about: [pool.subject],
        message: isFew ? tooFew(pool, minTargets) : fewerThanGuaranteed(pool),
        measure: -perhaps,
        ...(isFew && pool.share.atMost > canaryShare ? {} : { level: "advisory" }),
      },
    ];
  });
}

function tooFew(pool: PoolNow, minTargets: number): string {
  return [
    `${pool.label} has ${counted(pool)} now; at least ${minTargets} are required. It gets ${percent(pool.share)} of the traffic of ${pool.route}.`,
    `Path: ${pathOf(pool.path)}.`,
    pool.registered === 0
      ? "Find out who takes its targets away, or send its traffic elsewhere."
      : "Find out why the others fail their health checks, or send its traffic elsewhere.",
  ].join("\n");
}

function fewerThanGuaranteed(pool: PoolNow): string {
  return `${pool.label} has ${counted(pool)} now, fewer than the ${pool.backends.atLeast} that it guarantees.`;
}

function counted({ healthy, untold, registered }: PoolNow): string {
  if (registered === 0) return "no target registered";
  const unchecked = untold === 0 ? "" : ` and ${count(untold, "target")} whose health is not told`;
  return `${count(healthy, "healthy target")}${unchecked} of ${registered}`;
}
