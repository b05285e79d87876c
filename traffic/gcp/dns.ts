import { exactly, isExact, ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import { objectOf } from "../read";
import { assignments, references, type Place, type Reference } from "../references";
import { declared, UNKNOWN, type Gap } from "../resource";
import type { Stack } from "../stack";
import { addWeightedTargets, type WeightedTarget } from "../weighted-targets";
import { ANYWHERE } from "../zones";
import { ANY_WEIGHT, answersIn, healthCheckOf } from "./dns-answers";
import { Fronts } from "./fronts";
import { InstanceAddresses } from "./instance-addresses";
import { inZoneOf } from "./places";
import { ADDRESSES, FORWARDING_RULES, INSTANCES, RECORD_SET } from "./types";

/**
 * Record sets that answer by weight become entries in front of the load balancers, or the instances, whose addresses they give.
 *
 * @see https://cloud.google.com/dns/docs/configure-routing-policies#weighted-round-robin
 */
export function readRecordSets(stack: Stack, draft: GraphDraft): void {
  const fronts = new Fronts(stack);
  const addresses = new InstanceAddresses(stack);
  stack.each(RECORD_SET, (set) => {
    const property = "routingPolicy";
    const policy = objectOf(set, property, declared(set, property));
    const answers = policy === UNKNOWN ? UNKNOWN : answersIn(set, policy["wrrs"]);
    if (answers !== UNKNOWN && answers.length === 0) return;
    const label = `record set ${set.name}`;
    const healthCheck =
      policy === UNKNOWN || answers === UNKNOWN ? "unknown" : healthCheckOf(set, policy["healthCheck"], policy["wrrs"]);
    draft.addEntry({ id: set.urn, label, zones: ANYWHERE, crossZone: true, zonalAffinity: ZERO, gaps: [] });
    const place: Place = { holder: set, property, types: [...FORWARDING_RULES, ...ADDRESSES, ...INSTANCES] };
    const unknown: Gap = { urn: set.urn, property, why: "where it leads is not known before the update" };
    const weights = answers === UNKNOWN ? [] : answers.map(({ weight }) => weight);
    const found =
      answers === UNKNOWN
        ? [anyOf(stack, place, unknown)]
        : assignments(
            stack,
            place,
            answers.map(({ address }) => (typeof address === "string" ? addresses.ownerOf(address) : address)),
          );
    const ways = found.map((way, number) =>
      addWeightedTargets(
        draft,
        { id: number === 0 ? set.urn : `${set.urn}~${number}`, urn: set.urn, label, healthCheck },
        way.map((one, index): WeightedTarget => {
          const weight = weights[index] ?? ANY_WEIGHT;
          return { key: `${number}.${index}`, weight, to: targetOf(place, one, fronts) };
        }),
      ),
    );
    const gaps: Gap[] = [];
    if (weights.some((weight) => !isExact(weight)))
      gaps.push({ urn: set.urn, property, why: "its weights are not known" });
    if (ways.length > 1) {
      const why = "which address gets which weight is not known before the update";
      gaps.push({ urn: set.urn, property, why });
    }
    draft.addRoute({
      id: set.urn,
      urn: set.urn,
      label,
      entry: set.urn,
      port: undefined,
      alternatives: ways,
      forwards: answers !== UNKNOWN,
      gaps,
    });
  });
}

/** Everything that a policy of which nothing is known may lead to, and something that is not shown. */
function anyOf(stack: Stack, place: Place, gap: Gap): Reference[] {
  const possible = references(stack, place, UNKNOWN).possible;
  return [
    ...possible.map((resource): Reference => ({ kind: "resource", resource })),
    { kind: "unknown", candidates: [], gap },
  ];
}

function targetOf({ holder, property }: Place, found: Reference, fronts: Fronts): WeightedTarget["to"] {
  if (found.kind === "resource" && INSTANCES.includes(found.resource.type)) {
    const { urn, name } = found.resource;
    return {
      kind: "backends",
      id: urn,
      label: `instance ${name}`,
      identified: true,
      floor: exactly(1),
      setBy: undefined,
      placement: inZoneOf(found.resource),
      gaps: [],
    };
  }
  const entries = found.kind === "resource" ? fronts.behind(found.resource) : [];
  if (entries.length > 0) return { kind: "entries", label: `a load balancer of ${holder.name}`, entries };
  const gap =
    found.kind === "unknown"
      ? found.gap
      : { urn: holder.urn, property, why: "what is behind an address of it is not in this stack" };
  return { kind: "elsewhere", label: `an address of record set ${holder.name}`, gap };
}
