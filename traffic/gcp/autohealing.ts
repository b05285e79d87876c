import type { Unrepaired } from "../behaviour";
import { declared, UNKNOWN, type Resource } from "../resource";

/**
 * A managed group asks a health check of its own only where it has autohealing. Without, it makes an instance anew only when that
 * no longer runs, whatever the load balancer finds.
 *
 * @see https://cloud.google.com/compute/docs/instance-groups/autohealing-instances-in-migs
 */
export function unrepaired(manager: Resource): Unrepaired | undefined {
  const policies = declared(manager, "autoHealingPolicies");
  const isAbsent = policies === undefined || (Array.isArray(policies) && policies.length === 0);
  if (policies === UNKNOWN || !isAbsent) return undefined;
  return {
    urn: manager.urn,
    why: `managed instance group ${manager.name} makes an instance anew only when that no longer runs (it has no autoHealingPolicies)`,
    remedy: "Give it autoHealingPolicies with a health check",
  };
}
