import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import { neededOf, shortage, type Obstacle } from "../../gate/readiness";

/**
 * What keeps a target group from taking more traffic. A function, or a load balancer behind this one, stands for many.
 *
 * @param atLeast the fewest healthy targets: 2 or more.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export function obstacle(descriptions: readonly TargetHealthDescription[], atLeast: number): Obstacle {
  const targets = descriptions.filter(({ TargetHealth }) => !LEAVING.has(TargetHealth?.State ?? ""));
  if (targets.length === 0) return { why: "no target is registered", isCertain: true };
  if (targets.every(({ Target }) => /^arn:[^:]*:lambda:/.test(Target?.Id ?? ""))) return undefined;
  const standsForMany = targets.every(({ Target }) => Target?.Id?.startsWith("arn:"));
  return shortage("targets", targets.map(stateOf), standsForMany ? 1 : neededOf(targets.length, atLeast));
}

/** Those that are told to have nothing to do with traffic any more. */
const LEAVING: ReadonlySet<string> = new Set(["draining", "unhealthy.draining"]);

/** `healthy`, or `unhealthy: Target.Timeout`. */
function stateOf({ TargetHealth: { State, Reason } = {} }: TargetHealthDescription): string {
  const state = State ?? "unknown";
  return state === "healthy" || Reason === undefined ? state : `${state}: ${Reason}`;
}
