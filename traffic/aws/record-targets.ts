import type { Backends, InnerEntry } from "../graph";
import { canonicalHost } from "../identities";
import { listOf, objectOf } from "../read";
import { references } from "../references";
import { declared, isManagedElsewhere, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import type { Elsewhere } from "../weighted-targets";
import { ADDRESSABLE, addressed } from "./addressed";
import { innerSet, type RecordSets } from "./record-sets";
import type { WeightedRecord } from "./records";
import { DNS_RECORD, ELASTIC_IP } from "./types";

export type Lead = InnerEntry | Backends | Elsewhere;

/** What a record leads to: one thing, or those that its addresses are of. */
export function leadsOf(stack: Stack, sets: RecordSets, record: WeightedRecord): Lead[] {
  const { resource } = record;
  const property = declared(resource, "aliases") === undefined ? "records" : "aliases";
  const elsewhere = (why: string): Lead => ({
    kind: "elsewhere",
    label: record.label,
    gap: { urn: resource.urn, property, why },
  });
  if (isManagedElsewhere(resource, property))
    return [elsewhere("ignoreChanges leaves what it leads to to somebody else")];
  const answers = answersOf(resource, property);
  if (answers === UNKNOWN || answers.length === 0)
    return [elsewhere("what it leads to is not known before the update")];
  const sought = property === "aliases" ? record.type : undefined;
  const known = answers.filter((value) => typeof value === "string").map((value) => byName(stack, sets, value, sought));
  const place = { holder: resource, property, types: [...ADDRESSABLE, DNS_RECORD] };
  const unknown = answers.filter((value) => value === UNKNOWN);
  const { certain, gaps } = references(stack, place, unknown);
  const found = certain.filter((one) => !known.includes(one));
  const [gap] = gaps;
  if (gap || found.length !== unknown.length)
    return [elsewhere(gap?.why ?? "which of its addresses is which is not known before the update")];
  const none = "what it leads to is no load balancer, instance or weighted record of this stack";
  return [...known, ...found].map((one) => leadOf(stack, sets, one) ?? elsewhere(none));
}

/** The names or addresses that a record answers with. */
function answersOf(resource: Resource, property: "aliases" | "records"): readonly Value[] | typeof UNKNOWN {
  const values = listOf(resource, property, declared(resource, property));
  if (property === "records") return values;
  // A record has one alias at most.
  if (values === UNKNOWN) return [UNKNOWN];
  return values.map((alias): Value => {
    const fields: Properties | typeof UNKNOWN = objectOf(resource, "aliases[]", alias);
    return fields === UNKNOWN ? UNKNOWN : (fields["name"] ?? UNKNOWN);
  });
}

/** The resource or the set of records that a name or an address is of. An instance may have the address as well as its owner. */
function byName(
  stack: Stack,
  sets: RecordSets,
  value: string,
  type: string | undefined,
): Resource | InnerEntry | undefined {
  const host = canonicalHost(value);
  const [set, ...others] = sets.named(host, type);
  if (set) return others.length === 0 ? innerSet(set) : undefined;
  const owners = ADDRESSABLE.filter((type) => type !== ELASTIC_IP);
  const [found, ...rest] =
    [stack.find(host, owners), stack.find(host, [ELASTIC_IP])].find(({ length }) => length > 0) ?? [];
  return rest.length === 0 ? found : undefined;
}

function leadOf(stack: Stack, sets: RecordSets, found: Resource | InnerEntry | undefined): Lead | undefined {
  if (found === undefined || "kind" in found) return found;
  if (found.type !== DNS_RECORD) return addressed(stack, found);
  const [set, ...others] = sets.of(found);
  return set && others.length === 0 ? innerSet(set) : undefined;
}
