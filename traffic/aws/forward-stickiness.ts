import type { Affinity } from "../behaviour";
import { between, exactly, isExact } from "../bounds";
import { notKnownYet } from "../gaps";
import { flagOf, numberOf, objectOf } from "../read";
import { UNKNOWN, type Resource, type Value } from "../resource";

/**
 * What keeps a client with the target group that it first got; off by default. The duration is required where it is on.
 *
 * @param value the `stickiness` of a forward action, in the provider's spelling or that of AWS Cloud Control.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupStickinessConfig.html
 */
export function forwardStickiness(holder: Resource, property: string, value: Value | undefined): Affinity | undefined {
  const path = `${property}[].forward.stickiness`;
  const label = "stickiness of its target groups";
  const fields = objectOf(holder, path, value);
  const unknown = (by: Affinity["by"]): Affinity => ({
    by,
    lifetime: between(0, Infinity),
    label,
    gaps: [notKnownYet(holder, property)],
  });
  if (fields === UNKNOWN) return unknown(undefined);
  const enabled = flagOf(holder, `${path}.enabled`, fields["enabled"], false);
  if (enabled === UNKNOWN) return unknown(undefined);
  if (!enabled) return undefined;
  const duration = fields["duration"] ?? fields["durationSeconds"];
  const lifetime = numberOf(holder, `${path}.duration`, duration, exactly(86_400));
  return isExact(lifetime) ? { by: "client", lifetime, label, gaps: [] } : unknown("client");
}
