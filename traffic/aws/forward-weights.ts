import { adoptionOf } from "../adoptions";
import type { Affinity } from "../behaviour";
import { ANY_SHARE, between, isExact, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Destination, Pool } from "../graph";
import { numberOf, objectOf } from "../read";
import { assignments, references, type Place, type Reference } from "../references";
import { isManagedElsewhere, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { ADOPTED_TARGET_GROUP } from "./types";

/** What the actions of a listener or a rule do with its traffic. */
export interface Forward {
  /** What keeps a client with the target group that it first got. */
  readonly affinity?: Affinity;
  readonly alternatives: readonly (readonly Destination[])[];
  /** Whether it is known to forward at all. */
  readonly forwards: boolean;
  readonly gaps: readonly Gap[];
}

/** What has no target: a redirect, a fixed response. */
export const NOTHING: Forward = { alternatives: [], forwards: false, gaps: [] };

/**
 * The weights of a target group.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_WeightedTargetGroup.html
 */
const WEIGHTS = between(0, 999);

/** A target group as an action names it, with its weight. */
export interface Tuple {
  readonly group: Value;
  readonly weight: Bounds;
  /** Whether the program gives it: one that the provider fills in by itself does not tell. */
  readonly isWeighted: boolean;
}

/** How a service writes the target groups of an action. */
export interface Spelling {
  /** The property that names the target group. */
  readonly group: string;
  /** The weight where the program gives none. */
  readonly weight: Bounds;
}

export function tupleOf(holder: Resource, path: string, tuple: Value, spelling: Spelling): Tuple {
  const fields = objectOf(holder, path, tuple);
  if (fields === UNKNOWN) return { group: UNKNOWN, weight: WEIGHTS, isWeighted: false };
  const weight = numberOf(holder, `${path}.weight`, fields["weight"], spelling.weight, WEIGHTS);
  const isWeighted = isExact(weight) && weight.atLeast !== spelling.weight.atLeast;
  return { group: fields[spelling.group] ?? UNKNOWN, weight, isWeighted };
}

/** Where target groups get traffic by weight: each way in which the references can be meant. */
export function weighted(stack: Stack, draft: GraphDraft, place: Place, tuples: readonly Tuple[]): Forward {
  const { holder, property } = place;
  const elsewhere = isManagedElsewhere(holder, property);
  const ways = assignments(
    stack,
    place,
    tuples.map(({ group }) => group),
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
      const isWeighted = tuples[index]?.isWeighted === true;
      const all = destinationsOf(stack, draft, place, reference, { weight, index });
      return isWeighted ? all.map((one) => ({ ...one, isWeighted })) : all;
    }),
  );
  return { alternatives, forwards: true, gaps };
}

/** The pool that a reference means; each of the pools it may mean, where that is not known. */
function destinationsOf(
  stack: Stack,
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
  const id = reference.value;
  const adoption = adoptionOf(stack, id, ADOPTED_TARGET_GROUP);
  if (adoption) return [{ pool: openPool(draft, { id, ...adoption.pool }, adoption.gap), weight }];
  const why = "it is outside this stack, and so are its targets";
  const gap = { urn: holder.urn, property, why };
  return [{ pool: openPool(draft, { id, label: `target group ${arnOr(id)}`, urn: undefined }, gap), weight }];
}

/** A pool of which nothing is known but that traffic goes there. */
function unknownPool(draft: GraphDraft, { holder, property }: Omit<Place, "types">, index: number): string {
  const why = "which target group it forwards to is not known before the update";
  const gap = { urn: holder.urn, property, why };
  const id = `${holder.urn}#${property}[${index}]`;
  return openPool(draft, { id, label: "a target group that is not known yet", urn: undefined }, gap);
}

function openPool(draft: GraphDraft, pool: Pick<Pool, "id" | "label" | "urn">, gap: Gap): string {
  draft.addPool({ ...pool, crossZone: undefined, healthCheck: "unknown", gaps: [] });
  draft.openPool(pool.id, gap);
  return pool.id;
}

/** The traffic goes to some of the target groups that the property is made from, nobody knows how much to which. */
export function anyOfThem(stack: Stack, draft: GraphDraft, place: Place, forwards: boolean): Forward {
  const { possible, gaps } = references(stack, place, UNKNOWN);
  const pools = possible.length > 0 ? possible.map(({ urn }) => urn) : [unknownPool(draft, place, 0)];
  return { alternatives: [pools.map((pool) => ({ pool, weight: ANY_SHARE }))], forwards, gaps };
}

function arnOr(value: string): string {
  return value.startsWith("arn:") ? (value.split(":").at(-1) ?? value) : "outside this stack";
}
