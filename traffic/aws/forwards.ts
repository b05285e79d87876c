import { ANY_SHARE, between, exactly, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Destination } from "../graph";
import { listOf, numberOf, objectOf, wordOf } from "../read";
import { assignments, references, type Place, type Reference } from "../references";
import {
  declared,
  isManagedElsewhere,
  UNKNOWN,
  type Gap,
  type Properties,
  type Resource,
  type Value,
} from "../resource";
import type { Stack } from "../stack";
import { TARGET_GROUP } from "./types";

/** What the actions of a listener or a rule do with its traffic. */
export interface Forward {
  readonly alternatives: readonly (readonly Destination[])[];
  /** Whether it is known to forward at all. */
  readonly forwards: boolean;
  readonly gaps: readonly Gap[];
}

const NOTHING: Forward = { alternatives: [], forwards: false, gaps: [] };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html */
const WEIGHTS = between(0, 999);

/** The provider sends this weight where the program gives none. */
const DEFAULT_WEIGHT = exactly(1);

/**
 * Where actions forward to. Only the last action routes; those before it authenticate.
 *
 * @param property `defaultActions` of a listener, `actions` of a rule.
 */
export function forwardOf(stack: Stack, draft: GraphDraft, holder: Resource, property: string): Forward {
  const place: Place = { holder, property, types: [TARGET_GROUP] };
  const actions = listOf(holder, property, declared(holder, property));
  if (actions === UNKNOWN) return anyOfThem(stack, draft, place, false);
  const action = lastOf(holder, property, actions);
  if (action === undefined) return NOTHING;
  if (action === UNKNOWN) return anyOfThem(stack, draft, place, false);
  const type = wordOf(holder, `${property}[].type`, action["type"]);
  if (type !== UNKNOWN && type !== "forward") return NOTHING;
  const tuples = tuplesOf(holder, property, action);
  if (tuples === UNKNOWN || type === UNKNOWN) return anyOfThem(stack, draft, place, type !== UNKNOWN);
  return weighted(stack, draft, place, tuples);
}

function lastOf(
  holder: Resource,
  property: string,
  actions: readonly Value[],
): Properties | typeof UNKNOWN | undefined {
  const known: { order: Bounds; fields: Properties }[] = [];
  for (const [index, action] of actions.entries()) {
    const fields = objectOf(holder, `${property}[${index}]`, action);
    if (fields === UNKNOWN) return UNKNOWN;
    known.push({ fields, order: numberOf(holder, `${property}[${index}].order`, fields["order"], exactly(index + 1)) });
  }
  if (known.length < 2) return known[0]?.fields;
  if (known.some(({ order }) => order.atLeast !== order.atMost)) return UNKNOWN;
  return known.sort((a, b) => a.order.atLeast - b.order.atLeast).at(-1)?.fields;
}

interface Tuple {
  readonly arn: Value;
  readonly weight: Bounds;
}

function tuplesOf(holder: Resource, property: string, action: Properties): Tuple[] | typeof UNKNOWN {
  const path = `${property}[].forward`;
  const forward = objectOf(holder, path, action["forward"]);
  if (forward === UNKNOWN) return UNKNOWN;
  const listed = listOf(holder, `${path}.targetGroups`, forward["targetGroups"]);
  if (listed === UNKNOWN) return UNKNOWN;
  if (listed.length === 0) return [{ arn: action["targetGroupArn"] ?? UNKNOWN, weight: DEFAULT_WEIGHT }];
  return listed.map((tuple, index) => {
    const fields = objectOf(holder, `${path}.targetGroups[${index}]`, tuple);
    if (fields === UNKNOWN) return { arn: UNKNOWN, weight: WEIGHTS };
    const weight = numberOf(holder, `${path}.targetGroups[${index}].weight`, fields["weight"], DEFAULT_WEIGHT, WEIGHTS);
    return { arn: fields["arn"] ?? UNKNOWN, weight };
  });
}

function weighted(stack: Stack, draft: GraphDraft, place: Place, tuples: readonly Tuple[]): Forward {
  const { holder, property } = place;
  const elsewhere = isManagedElsewhere(holder, property);
  const ways = assignments(
    stack,
    place,
    tuples.map(({ arn }) => arn),
  );
  const gaps: Gap[] = [];
  if (elsewhere) gaps.push({ urn: holder.urn, property, why: "ignoreChanges leaves its weights to somebody else" });
  else if (tuples.some(({ weight }) => weight.atLeast !== weight.atMost)) {
    gaps.push({ urn: holder.urn, property, why: "its weights are not known before the update" });
  }
  if (ways.length > 1)
    gaps.push({
      urn: holder.urn,
      property,
      why: "which target group gets which weight is not known before the update",
    });
  const alternatives = ways.map((way) =>
    way.flatMap((reference, index): Destination[] => {
      const weight = elsewhere && tuples.length > 1 ? WEIGHTS : (tuples[index]?.weight ?? WEIGHTS);
      return destinationsOf(draft, place, reference, { weight, index });
    }),
  );
  return { alternatives, forwards: true, gaps };
}

/** The pool that a reference means; each of the pools it may mean, where that is not known. */
function destinationsOf(
  draft: GraphDraft,
  { holder, property }: Place,
  reference: Reference,
  { weight, index }: { weight: Bounds; index: number },
): Destination[] {
  if (reference.kind === "resource") return [{ pool: reference.resource.urn, weight }];
  if (reference.kind === "unknown" && reference.candidates.length > 0) {
    return reference.candidates.map((candidate) => ({ pool: candidate.urn, weight: between(0, weight.atMost) }));
  }
  if (reference.kind === "unknown") return [{ pool: unknownPool(draft, { holder, property }, index), weight }];
  const label = `target group ${arnOr(reference.value)}`;
  const why = "it is outside this stack, and so are its targets";
  return [{ pool: openPool(draft, reference.value, label, { urn: holder.urn, property, why }), weight }];
}

/** A pool of which nothing is known but that traffic goes there. */
function unknownPool(draft: GraphDraft, { holder, property }: Omit<Place, "types">, index: number): string {
  const why = "which target group it forwards to is not known before the update";
  const gap = { urn: holder.urn, property, why };
  return openPool(draft, `${holder.urn}#${property}[${index}]`, "a target group that is not known yet", gap);
}

function openPool(draft: GraphDraft, id: string, label: string, gap: Gap): string {
  draft.addPool({ id, label, urn: undefined, crossZone: undefined, healthCheck: "unknown", gaps: [] });
  draft.openPool(id, gap);
  return id;
}

/** The traffic goes to some of the target groups that the property is made from, nobody knows how much to which. */
function anyOfThem(stack: Stack, draft: GraphDraft, place: Place, forwards: boolean): Forward {
  const { possible, gaps } = references(stack, place, UNKNOWN);
  const pools = possible.length > 0 ? possible.map(({ urn }) => urn) : [unknownPool(draft, place, 0)];
  return { alternatives: [pools.map((pool) => ({ pool, weight: ANY_SHARE }))], forwards, gaps };
}

function arnOr(value: string): string {
  return value.startsWith("arn:") ? (value.split(":").at(-1) ?? value) : "outside this stack";
}
