import { listOf, objectOf } from "../read";
import { declared, isManagedElsewhere, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import { isObject } from "./native-values";

const LIST = "resourceRecordSets";

/** A record in the form of a resource of its own. */
export interface ListedRecord {
  readonly id: string;
  readonly resource: Resource;
  /** For how many it may stand. */
  readonly most: number;
}

/**
 * As many records can share a name by weight.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (Weight)
 */
const MOST_RECORDS = 100;

/** What may be any record, and may not have a weight either. */
const ANY_RECORD: Properties = { name: UNKNOWN, type: UNKNOWN, weightedRoutingPolicies: UNKNOWN, records: UNKNOWN };

/** The records that one resource lists. What the list is made from tells what an unknown value is only where it lists one. */
export function listedRecords(resource: Resource): ListedRecord[] {
  const sets = listOf(resource, LIST, declared(resource, LIST));
  if (sets === UNKNOWN) return [listed(resource, ANY_RECORD, { at: "", most: MOST_RECORDS, isOnly: false })];
  return sets.map((set, index) => {
    const at = `[${index}]`;
    const fields = objectOf(resource, `${LIST}${at}`, set);
    return listed(resource, fields === UNKNOWN ? ANY_RECORD : recordOf(fields), {
      at,
      most: 1,
      isOnly: sets.length === 1,
    });
  });
}

function listed(
  resource: Resource,
  fields: Properties,
  { at, most, isOnly }: { at: string; most: number; isOnly: boolean },
): ListedRecord {
  const inputs: Properties = { ...fields, zoneId: resource.inputs["zoneId"] ?? null };
  const { [LIST]: all = [], zoneId = [] } = resource.propertyDependencies;
  const behind = isOnly ? all : [];
  const dependencies = Object.fromEntries(Object.keys(fields).map((property) => [property, behind] as const));
  const record: Resource = {
    ...resource,
    inputs,
    outputs: inputs,
    propertyDependencies: { ...dependencies, zoneId },
    ignoreChanges: isManagedElsewhere(resource, LIST) ? ["*"] : [],
  };
  return { id: `${resource.urn}#${LIST}${at}`, resource: record, most };
}

/** What the properties of a record are called in the API, and what they are in `aws.route53.Record`. */
export const RECORD_NAMES: Readonly<Record<string, string>> = {
  weight: "weightedRoutingPolicies",
  aliasTarget: "aliases",
  resourceRecords: "records",
  hostedZoneId: "zoneId",
  hostedZoneName: "zoneId",
};

/** How their values are written there, where that differs. */
export const RECORD_VALUES: Readonly<Record<string, (value: Value) => Value>> = {
  weightedRoutingPolicies: (weight) => [{ weight }],
  aliases: (target) => (isObject(target) ? [{ name: target["dnsName"] ?? UNKNOWN }] : UNKNOWN),
  records: valuesOf,
  zoneId: (zone) => (typeof zone === "string" ? zone.replace(/\.$/, "") : zone),
};

function recordOf(fields: Properties): Properties {
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(
    known.map(([key, value]): [string, Value] => {
      const name = RECORD_NAMES[key] ?? key;
      return [name, RECORD_VALUES[name]?.(value) ?? value];
    }),
  );
}

function valuesOf(records: Value): Value {
  if (!Array.isArray(records)) return records;
  return (records as readonly Value[]).map((record) => (isObject(record) ? (record["value"] ?? UNKNOWN) : record));
}
