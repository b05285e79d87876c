import { between, exactly, times, ZERO, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { HealthCheck } from "../graph";
import type { Gap } from "../resource";
import type { Stack } from "../stack";
import { addWeightedTargets, receiving, type WeightedTarget } from "../weighted-targets";
import { ANYWHERE } from "../zones";
import { RecordSets, type RecordSet } from "./record-sets";
import { leadsOf, type Lead } from "./record-targets";
import { eachWeightedRecord, type WeightedRecord } from "./records";
import { weightsInUse } from "./weights";

/**
 * Records that share a name by weight become an entry with one route. Where all weights are 0, each record is as likely as the
 * others.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (Weight)
 */
export function readRoute53(stack: Stack, draft: GraphDraft): void {
  const records: WeightedRecord[] = [];
  eachWeightedRecord(stack, (record) => records.push(record));
  const sets = new RecordSets(records);
  const leads = new Map<string, readonly Lead[]>();
  // Records lead to one another, so all must be known before.
  eachWeightedRecord(stack, (record) => leads.set(record.id, leadsOf(stack, sets, record)));
  for (const set of sets.all) addSet(draft, set, leads);
}

function addSet(draft: GraphDraft, set: RecordSet, leads: ReadonlyMap<string, readonly Lead[]>): void {
  const { id, label, first, records, perhaps } = set;
  const all = [...records, ...perhaps];
  const weights = weightsInUse(
    all.map(({ weight }) => weight),
    exactly(1),
  );
  const used = all.map((record, index) => {
    const weight = weights[index] ?? ZERO;
    const here = index < records.length ? weight : between(0, weight.atMost);
    return { record, targets: receiving(targetsOf(record, here, leads.get(record.id) ?? [])) };
  });
  const { urn } = first.resource;
  const weighted = { id, urn, label: `address list of ${label}`, healthCheck: healthCheckOf(used) };
  draft.addEntry({ id, label, zones: ANYWHERE, crossZone: true, zonalAffinity: ZERO, gaps: [] });
  draft.addRoute({
    id,
    urn,
    label,
    entry: id,
    port: undefined,
    alternatives: [
      addWeightedTargets(
        draft,
        weighted,
        used.flatMap(({ targets }) => targets),
      ),
    ],
    forwards: true,
    gaps: [...all.flatMap(({ gaps }) => gaps), ...perhaps.map((record) => membershipNotKnown(record, first))],
  });
}

/**
 * Several addresses come in random order, so each is as likely as the others.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-simple.html
 */
function targetsOf({ id }: WeightedRecord, weight: Bounds, leads: readonly Lead[]): WeightedTarget[] {
  const each = times(weight, exactly(1 / Math.max(1, leads.length)));
  return leads.map((to, index): WeightedTarget => ({ key: `${id}[${index}]`, weight: each, to }));
}

interface UsedRecord {
  readonly record: WeightedRecord;
  readonly targets: readonly WeightedTarget[];
}

/** A health check takes its own record out of the answers, so each that leads to a backend needs one. */
function healthCheckOf(used: readonly UsedRecord[]): HealthCheck {
  const checks = used
    .filter(({ targets }) => targets.some(({ to }) => to.kind === "backends"))
    .map(({ record }) => record.healthCheck);
  return checks.find((check) => typeof check === "object") ?? checks.find((check) => check === "unknown") ?? "present";
}

/** Of two records of which it is not known whether they share a name, one has a property that is not known. */
function membershipNotKnown(record: WeightedRecord, first: WeightedRecord): Gap {
  const parts = ["zoneId", "name", "type"] as const;
  const property = parts.find((part) => record[part] === undefined || first[part] === undefined) ?? "name";
  const owner = record[property] === undefined ? record : first;
  const why = `whether ${record.label} answers for the same name is not known before the update`;
  return { urn: owner.resource.urn, property, why };
}
