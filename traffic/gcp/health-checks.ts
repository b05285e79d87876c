import type { Probe } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { numberOf, wordOf } from "../read";
import { references } from "../references";
import { declared, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { BACKEND_SERVICE, HEALTH_CHECKS } from "./types";

/** What a service asks for: whether its protocol is HTTP, so that a check could ask for a path. */
const HTTP_PROTOCOLS = ["http", "https", "http2", "h2c", "grpc"];

const ANY = between(0, Infinity);

/**
 * How the backends of a service are checked; undefined where the check is outside the stack, or which one it is is not known.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/healthChecks (ranges and defaults)
 */
export function probeOf(stack: Stack, service: Resource): Probe | undefined {
  const property = "healthChecks";
  const value = declared(service, property);
  const values: readonly Value[] = Array.isArray(value) ? (value as readonly Value[]) : [value ?? UNKNOWN];
  const found = references(stack, { holder: service, property, types: HEALTH_CHECKS }, values);
  const [check, ...others] = found.certain;
  if (!check || others.length > 0 || found.external.length > 0 || found.isMissing) return undefined;
  const [refused, gaps]: [string[], Gap[]] = [[], []];
  const setting = (name: string, fallback: number, [least, most]: readonly [number, number], unit: string): Bounds => {
    const given = numberOf(check, name, declared(check, name), exactly(fallback), ANY);
    if (!isExact(given)) gaps.push(notKnownYet(check, name));
    if (given.atLeast > most || given.atMost < least) {
      refused.push(`${name} must be ${least} to ${most}${unit}, but is ${given.atLeast}`);
    }
    return given;
  };
  return {
    urn: check.urn,
    interval: setting("checkIntervalSec", 5, [1, 300], " seconds"),
    timeout: setting("timeoutSec", 5, [1, 300], " seconds"),
    unhealthyThreshold: setting("unhealthyThreshold", 2, [1, 10], ""),
    asksOnlyThePort: asksOnlyThePort(service, check),
    refused,
    gaps,
  };
}

function asksOnlyThePort(service: Resource, check: Resource): boolean | undefined {
  const triesThePort = ["tcpHealthCheck", "sslHealthCheck"].some((kind) => declared(check, kind) !== undefined);
  if (!triesThePort) return false;
  const protocol = wordOf(service, "protocol", declared(service, "protocol"));
  if (protocol === UNKNOWN) return undefined;
  return HTTP_PROTOCOLS.includes(protocol ?? (service.type === BACKEND_SERVICE ? "http" : "tcp"));
}
