import type { Affinity } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { flagOf, numberOf, objectOf, textOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";

/** A day, in seconds. */
const DEFAULT_DURATION = exactly(86_400);

/**
 * What keeps a client with one target: a cookie, or its address. Without the block nothing does; with it, it is on.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html (sticky sessions)
 */
export function stickinessOf(group: Resource): Affinity | undefined {
  const property = "stickiness";
  const block = declared(group, property);
  if (block === undefined) return undefined;
  const fields = objectOf(group, property, block);
  const unknown: Affinity = {
    by: undefined,
    lifetime: between(0, Infinity),
    label: property,
    gaps: [notKnownYet(group, property)],
  };
  if (fields === UNKNOWN) return unknown;
  const enabled = flagOf(group, `${property}.enabled`, fields["enabled"], true);
  if (enabled === false) return undefined;
  const type = textOf(group, `${property}.type`, fields["type"]) ?? "lb_cookie";
  if (enabled === UNKNOWN || type === UNKNOWN) return unknown;
  const label = `${property} of type ${type}`;
  if (/^source_?ip/i.test(type)) return { by: "address", lifetime: exactly(Infinity), label, gaps: [] };
  const lifetime: Bounds = numberOf(group, `${property}.cookieDuration`, fields["cookieDuration"], DEFAULT_DURATION);
  return { by: "client", lifetime, label, gaps: isExact(lifetime) ? [] : unknown.gaps };
}
