import type { FailOpen } from "../behaviour";
import { exactly } from "../bounds";
import { notKnownYet } from "../gaps";
import { flagOf, objectOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";

/**
 * What a service that passes packets through does when none of its backends is healthy: unless it is told to drop the traffic, it
 * sends it to all of them as a last resort.
 *
 * @see https://cloud.google.com/load-balancing/docs/internal/failover-overview#drop_traffic_if_backends_are_unhealthy
 */
export function failOpenOf(service: Resource): FailOpen {
  const property = "failoverPolicy";
  const words = { below: exactly(1), remedy: "State failoverPolicy.dropTrafficIfUnhealthy: true or false" };
  const open = { ...words, then: "it sends traffic to all backends as a last resort, healthy or not" };
  const policy = objectOf(service, property, declared(service, property));
  const gaps = [notKnownYet(service, property)];
  if (policy === UNKNOWN) return { ...open, isStated: undefined, gaps };
  const name = "dropTrafficIfUnhealthy";
  const drops = flagOf(service, `${property}.${name}`, policy[name], false);
  if (drops === UNKNOWN) return { ...open, isStated: undefined, gaps };
  const isStated = (policy[name] ?? undefined) !== undefined;
  return { ...open, ...(drops ? { then: "it drops the traffic" } : {}), isStated, gaps: [] };
}
