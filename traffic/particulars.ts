import * as aws from "./aws/types";
import { anyOrder, isFields, isList, type Canonical } from "./canonical";
import * as gcp from "./gcp/types";
import { UNKNOWN, type Resource, type Value } from "./resource";
import type { Stack } from "./stack";
import { NAMING } from "./weighed";

/** Every property, but for what only names or describes a resource. */
const ALL = "all";

/**
 * What decides which requests a route takes, or when a backend counts as healthy, and does not show in a graph: the properties of
 * each type.
 */
const PARTICULARS: Readonly<Record<string, readonly string[] | typeof ALL>> = {
  [aws.LISTENER]: ["port", "protocol"],
  [aws.LISTENER_RULE]: ["priority", "conditions"],
  [aws.TARGET_GROUP]: ["port", "protocol", "protocolVersion", "healthCheck", "loadBalancingAlgorithmType"],
  [aws.CLASSIC_LOAD_BALANCER]: ["listeners", "healthCheck"],
  [aws.LATTICE_LISTENER]: ["port", "protocol"],
  [aws.LATTICE_RULE]: ["priority", "match"],
  [aws.LATTICE_TARGET_GROUP]: ["type", "config"],
  [aws.DNS_RECORD]: [
    ...["name", "type", "setIdentifier", "multivalueAnswerRoutingPolicy", "geolocationRoutingPolicies"],
    ...["latencyRoutingPolicies", "failoverRoutingPolicies", "cidrRoutingPolicy", "geoproximityRoutingPolicy"],
  ],
  [aws.DNS_RECORDS]: ["resourceRecordSets"],
  [aws.HEALTH_CHECK]: ALL,
  [aws.ACCELERATOR_LISTENER]: ["portRanges", "protocol"],
  [aws.ENDPOINT_GROUP]: [
    ...["endpointGroupRegion", "portOverrides", "healthCheckPath", "healthCheckPort", "healthCheckProtocol"],
    ...["healthCheckIntervalSeconds", "thresholdCount"],
  ],
  ...forEach(gcp.FORWARDING_RULES, ["portRange", "ports", "allPorts", "ipProtocol", "loadBalancingScheme"]),
  ...forEach(gcp.URL_MAPS, ["hostRules", "pathMatchers", "defaultRouteAction"]),
  ...forEach(gcp.BACKEND_SERVICES, ["healthChecks", "protocol", "portName", "localityLbPolicy"]),
  ...forEach(gcp.SERVICE_ROUTES, ["hostnames", "rules", "meshes", "gateways"]),
  ...forEach(gcp.HEALTH_CHECKS, ALL),
  [gcp.TARGET_POOL]: ["healthChecks"],
  [gcp.RECORD_SET]: ["name", "type", "routingPolicy"],
};

function forEach(types: readonly string[], properties: readonly string[] | typeof ALL) {
  return Object.fromEntries(types.map((type) => [type, properties]));
}

/** Lists of objects whose order decides: the first rule that matches does. */
const IN_ORDER = new Set(["rules"]);

/** The types that a property listed above refers to. */
const REFERRED = [
  ...[aws.TARGET_GROUP, aws.HEALTH_CHECK, aws.LOAD_BALANCER],
  ...[...gcp.BACKEND_SERVICES, ...gcp.BACKEND_BUCKETS, ...gcp.HEALTH_CHECKS],
];

/** The particulars of a stack: what the program asks for, with references by the name of what they refer to. */
export function particularsOf(stack: Stack): Canonical {
  const all = Object.entries(PARTICULARS).flatMap(([type, properties]) =>
    stack.ofType(type).map((resource) => ({
      urn: resource.urn,
      properties: Object.fromEntries(
        (properties === ALL ? Object.keys(resource.inputs).filter((name) => !NAMING.has(name)) : properties).flatMap(
          (property) => valueAt(stack, resource, property),
        ),
      ),
    })),
  );
  return anyOrder(all);
}

function valueAt(stack: Stack, resource: Resource, property: string): [string, Canonical][] {
  const value = resource.inputs[property];
  if (value === undefined || value === null || property.startsWith("__")) return [];
  const behind = [...new Set(resource.propertyDependencies[property] ?? [])].sort();
  return [[property, inOneForm(value, { stack, behind, isOrdered: IN_ORDER.has(property) })]];
}

interface Reading {
  readonly stack: Stack;
  /** What the property is made from. */
  readonly behind: readonly string[];
  readonly isOrdered: boolean;
}

function inOneForm(value: Value, reading: Reading): Canonical {
  if (value === UNKNOWN) return { madeFrom: reading.behind };
  if (typeof value === "string") return referredTo(value, reading);
  if (isList(value)) {
    const all = value.map((one) => inOneForm(one, reading));
    return reading.isOrdered && value.some(isFields) ? all : anyOrder(all);
  }
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Value>>).flatMap(([name, inside]) =>
      // What the provider notes for itself begins so.
      inside === null || name.startsWith("__") ? [] : [[name, inOneForm(inside, reading)]],
    ),
  );
}

/**
 * A value that refers to a resource is not known before that exists. What is made from one resource alone can only refer to it, and
 * has the same form before and after.
 */
function referredTo(value: string, { stack, behind }: Reading): Canonical {
  const [found, ...others] = stack.find(value, REFERRED);
  if (!found || others.length > 0) return value;
  return behind.length === 1 && behind[0] === found.urn ? { madeFrom: behind } : { refersTo: found.urn };
}
