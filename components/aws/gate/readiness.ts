import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";

/** What keeps a pool from taking more traffic; undefined where nothing does. */
export type Obstacle = { readonly why: string; /** Or only not known now. */ readonly isCertain: boolean } | undefined;

/**
 * So many must be healthy, and half of those that are registered: with fewer each of them would carry more than twice what it is
 * meant to. A function, or a load balancer behind this one, stands for many.
 *
 * @param atLeast the fewest: 2 or more.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export function obstacle(descriptions: readonly TargetHealthDescription[], atLeast: number): Obstacle {
  const targets = descriptions.filter(({ TargetHealth }) => !LEAVING.has(TargetHealth?.State ?? ""));
  if (targets.length === 0) return { why: "no target is registered", isCertain: true };
  if (targets.every(({ Target }) => /^arn:[^:]*:lambda:/.test(Target?.Id ?? ""))) return undefined;
  const standsForMany = targets.every(({ Target }) => Target?.Id?.startsWith("arn:"));
  const needed = standsForMany ? 1 : Math.max(atLeast, Math.ceil(targets.length / 2));
  const healthy = targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
  if (healthy >= needed) return undefined;
  const are = healthy === 1 ? "is" : "are";
  const why = `${healthy} of ${targets.length} targets ${are} healthy${others(targets)}, ${needed} must be`;
  return { why, isCertain: true };
}

/** Those that are told to have nothing to do with traffic any more. */
const LEAVING: ReadonlySet<string> = new Set(["draining", "unhealthy.draining"]);

/** What the others are: ` (1 initial, 2 unhealthy: Target.Timeout)`. */
function others(targets: readonly TargetHealthDescription[]): string {
  const counts = new Map<string, number>();
  for (const { TargetHealth: { State = "unknown", Reason } = {} } of targets) {
    if (State === "healthy") continue;
    const state = Reason === undefined ? State : `${State}: ${Reason}`;
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const parts = [...counts].map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
