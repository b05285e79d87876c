import type { Unrepaired } from "../behaviour";
import { textOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";

/**
 * An Auto Scaling group asks the load balancer only where it is told to. By default it replaces an instance only when EC2 finds
 * the instance itself broken.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
 */
export function unrepaired(group: Resource): Unrepaired | undefined {
  const property = "healthCheckType";
  const type = textOf(group, property, declared(group, property));
  if (type === UNKNOWN) return undefined;
  const asked = (type ?? "EC2").split(",").map((one) => one.trim().toUpperCase());
  if (asked.includes("ELB") || asked.includes("VPC_LATTICE")) return undefined;
  return {
    urn: group.urn,
    why: `Auto Scaling group ${group.name} replaces an instance only when EC2's own status checks fail (healthCheckType ${type ?? "EC2, the default"})`,
    remedy: "Set its healthCheckType to ELB",
  };
}
