import { between, isExact, type Bounds } from "../bounds";
import type { HealthCheck } from "../graph";
import { canonicalHost } from "../identities";
import { listOf, numberOf, objectOf, textOf } from "../read";
import { reference } from "../references";
import { actual, declared, isManagedElsewhere, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import { DNS_RECORD, DNS_RECORDS, DNS_ZONE, HEALTH_CHECK } from "./types";
import { listedRecords, type ListedRecord } from "./flat-records";
import { WEIGHTS } from "./weights";

/** A record of a zone that shares a name with others by weight. What of its key is undefined is not known. */
export interface WeightedRecord {
  readonly id: string;
  /** Properties of it, in the form of `aws.route53.Record`. */
  readonly resource: Resource;
  readonly label: string;
  readonly zoneId: string | undefined;
  readonly name: Name | undefined;
  readonly type: string | undefined;
  readonly weight: Bounds;
  readonly healthCheck: HealthCheck;
  readonly gaps: readonly Gap[];
}

/** A name as the program gives it, and with its zone where that is known. */
interface Name {
  readonly asked: string;
  readonly whole: string | undefined;
}

/** The types of records that lead clients to addresses. */
const LEADING = ["A", "AAAA", "CNAME"];

/** Reads the records that have a weight, of either kind of resource. */
export function eachWeightedRecord(stack: Stack, read: (record: WeightedRecord) => void): void {
  const visit = ({ id, resource, most }: ListedRecord) => {
    const record = weightedRecord(stack, id, resource);
    if (record) read({ ...record, weight: between(record.weight.atLeast, record.weight.atMost * most) });
  };
  stack.each(DNS_RECORD, (resource) => {
    visit({ id: resource.urn, resource, most: 1 });
  });
  stack.each(DNS_RECORDS, (resource) => {
    listedRecords(resource).forEach(visit);
  });
}

function weightedRecord(stack: Stack, id: string, resource: Resource): WeightedRecord | undefined {
  const weight = weightOf(resource);
  const type = textOf(resource, "type", declared(resource, "type"));
  const kind = typeof type === "string" ? type.toUpperCase() : undefined;
  if (weight === undefined || (kind !== undefined && !LEADING.includes(kind))) return undefined;
  const zone = zoneOf(stack, resource);
  const name = nameOf(resource, zone.resource);
  const identifier = textOf(resource, "setIdentifier", declared(resource, "setIdentifier"));
  const shown = name?.whole ?? name?.asked ?? resource.name;
  return {
    id,
    resource,
    label: `record ${shown}${typeof identifier === "string" ? ` (${identifier})` : ""}`,
    zoneId: zone.key,
    name,
    type: kind,
    weight,
    healthCheck: healthCheckOf(stack, resource),
    gaps: isExact(weight) ? [] : [weightNotKnown(resource)],
  };
}

const WEIGHT_AT = "weightedRoutingPolicies";

/** The weight of a record; undefined where it has none. */
function weightOf(resource: Resource): Bounds | undefined {
  const policies = listOf(resource, WEIGHT_AT, declared(resource, WEIGHT_AT));
  if (policies === UNKNOWN) return WEIGHTS;
  if (policies.length === 0) return undefined;
  if (isManagedElsewhere(resource, WEIGHT_AT)) return WEIGHTS;
  const policy = objectOf(resource, `${WEIGHT_AT}[0]`, policies[0]);
  return policy === UNKNOWN
    ? WEIGHTS
    : numberOf(resource, `${WEIGHT_AT}[0].weight`, policy["weight"], WEIGHTS, WEIGHTS);
}

function weightNotKnown(resource: Resource): Gap {
  const why = isManagedElsewhere(resource, WEIGHT_AT)
    ? "ignoreChanges leaves its weight to somebody else"
    : "its weight is not known before the update";
  return { urn: resource.urn, property: WEIGHT_AT, why };
}

function zoneOf(stack: Stack, resource: Resource): { key: string | undefined; resource: Resource | undefined } {
  const place = { holder: resource, property: "zoneId", types: [DNS_ZONE] };
  const found = reference(stack, place, declared(resource, "zoneId"));
  if (found?.kind === "resource") return { key: found.resource.urn, resource: found.resource };
  return { key: found?.kind === "external" ? found.value : undefined, resource: undefined };
}

/** The provider adds the name of the zone to a name that does not end with it. */
function nameOf(resource: Resource, zone: Resource | undefined): Name | undefined {
  const given = textOf(resource, "name", actual(resource, "name"));
  if (typeof given !== "string") return undefined;
  const asked = canonicalHost(given);
  const answered = textOf(resource, "fqdn", resource.outputs["fqdn"]);
  if (typeof answered === "string") return { asked, whole: canonicalHost(answered) };
  const around = zone && textOf(zone, "name", actual(zone, "name"));
  if (typeof around !== "string") return { asked, whole: undefined };
  const end = canonicalHost(around);
  if (asked === "" || asked === end) return { asked, whole: end };
  return { asked, whole: asked.endsWith(`.${end}`) ? asked : `${asked}.${end}` };
}

/** What stands for the id of a health check of the stack is one, though its value is not known yet. */
function healthCheckOf(stack: Stack, resource: Resource): HealthCheck {
  const property = "healthCheckId";
  const found = reference(stack, { holder: resource, property, types: [HEALTH_CHECK] }, declared(resource, property));
  if (found === undefined) return { notices: "nothing", remedy: "Give each record a healthCheckId" };
  return found.kind === "unknown" && found.candidates.length === 0 ? "unknown" : "present";
}
