import type { FailOpen, Probe } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { countOf, numberOf, objectOf, textOf, wordOf } from "../read";
import { declared, UNKNOWN, type Gap, type Properties, type Resource } from "../resource";

/** A setting of a check in numbers: what the service takes, and what it is where the program gives none. */
interface Limits {
  readonly range: readonly [least: number, most: number];
  readonly fallback: number;
  readonly unit: string;
}

const ANY = between(0, Infinity);

/**
 * How a target group's targets are checked; undefined where it is not known that they are. Where the program gives the block, the
 * provider sends three failures for the threshold that is absent; the service's own default is two.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/lb/targetgroup/#targetgrouphealthcheck
 */
export function probeOf(group: Resource): Probe | undefined {
  const property = "healthCheck";
  const block = declared(group, property);
  const fields = objectOf(group, property, block);
  if (fields === UNKNOWN) return undefined;
  const [refused, gaps]: [string[], Gap[]] = [[], []];
  const setting = (name: string, { range: [least, most], fallback, unit }: Limits): Bounds => {
    const value = numberOf(group, `${property}.${name}`, fields[name], exactly(fallback), ANY);
    if (!isExact(value)) gaps.push(notKnownYet(group, `${property}.${name}`));
    if (value.atLeast <= most && value.atMost >= least) return value;
    refused.push(`${property}.${name} must be ${least} to ${most}${unit}, but is ${value.atLeast}`);
    return value;
  };
  const protocol = protocolOf(group);
  const interval = setting("interval", { range: [5, 300], fallback: 30, unit: " seconds" });
  const timeout = setting("timeout", { range: [2, 120], fallback: timeoutFor(protocol), unit: " seconds" });
  const unhealthyThreshold = setting("unhealthyThreshold", {
    range: [2, 10],
    fallback: block === undefined ? 2 : 3,
    unit: "",
  });
  setting("healthyThreshold", { range: [2, 10], fallback: 3, unit: "" });
  return {
    urn: group.urn,
    interval,
    timeout,
    unhealthyThreshold,
    ...asksOf(group, fields, protocol, refused),
    refused,
    gaps,
  };
}

/** The service refuses to try only the port of a group that speaks HTTP. */
function asksOf(
  group: Resource,
  fields: Properties,
  protocol: string | typeof UNKNOWN | undefined,
  refused: string[],
): Pick<Probe, "asksOnlyThePort"> {
  const asked = wordOf(group, "healthCheck.protocol", fields["protocol"]);
  if (asked === UNKNOWN || protocol === UNKNOWN) return { asksOnlyThePort: undefined };
  if (asked === "tcp" && (protocol === "http" || protocol === "https")) {
    refused.push(`healthCheck.protocol must be HTTP or HTTPS in a target group of protocol ${protocol.toUpperCase()}`);
  }
  return { asksOnlyThePort: false };
}

function protocolOf(group: Resource): string | typeof UNKNOWN | undefined {
  return wordOf(group, "protocol", declared(group, "protocol"));
}

function timeoutFor(protocol: string | typeof UNKNOWN | undefined): number {
  if (protocol === "http") return 6;
  return protocol === "geneve" ? 5 : 10;
}

/**
 * With fewer healthy targets than this, one by default, the load balancer sends to all targets.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html
 */
export function failOpenOf(group: Resource): FailOpen {
  const property = "targetGroupHealth";
  const block = objectOf(group, property, declared(group, property));
  const words = {
    then: "it sends traffic to all targets, healthy or not",
    remedy: "State in targetGroupHealth.unhealthyStateRouting how many targets must be healthy",
  };
  const unknown = [notKnownYet(group, property)];
  if (block === UNKNOWN) return { ...words, below: between(1, Infinity), isStated: undefined, gaps: unknown };
  const path = `${property}.unhealthyStateRouting`;
  const routing = objectOf(group, path, block["unhealthyStateRouting"]);
  if (routing === UNKNOWN) return { ...words, below: between(1, Infinity), isStated: undefined, gaps: unknown };
  const least = countOf(group, `${path}.minimumHealthyTargetsCount`, routing["minimumHealthyTargetsCount"], exactly(1));
  const part = textOf(group, `${path}.minimumHealthyTargetsPercentage`, routing["minimumHealthyTargetsPercentage"]);
  const isByCount = part === undefined || part === "off";
  const isStated = Object.keys(routing).length > 0 || Object.keys(fieldsOf(group, block)).length > 0;
  return {
    ...words,
    below: isByCount ? least : between(least.atLeast, Infinity),
    isStated,
    gaps: isExact(least) && isByCount ? [] : unknown,
  };
}

/** What is stated of the DNS of a zone: it fails over to the other zones first. */
function fieldsOf(group: Resource, block: Properties): Properties {
  const fields = objectOf(group, "targetGroupHealth.dnsFailover", block["dnsFailover"]);
  return fields === UNKNOWN ? {} : fields;
}
