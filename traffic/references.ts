import { UNKNOWN, type Gap, type Resource, type Value } from "./resource";
import type { Stack } from "./stack";

/** One reference: to a resource of the stack, to something outside it, or to one that is not known yet. */
export type Reference =
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "external"; readonly value: string }
  | { readonly kind: "unknown"; readonly candidates: readonly Resource[]; readonly gap: Gap };

type Known = Exclude<Reference, { readonly kind: "unknown" }>;

/** Where a reference stands: the property it is a part of, and what may be there. */
export interface Place {
  readonly holder: Resource;
  /** The top-level property: the engine tells dependencies by these only. */
  readonly property: string;
  /** The types of the resources it can refer to. */
  readonly types: readonly string[];
  /** Whether the property has references elsewhere too, so that not all it is made from need stand here. */
  readonly isShared?: boolean;
}

/** The references of one list, in which the order does not matter. */
export interface References {
  readonly certain: readonly Resource[];
  /** Referred to by an unknown value, perhaps. */
  readonly possible: readonly Resource[];
  readonly external: readonly string[];
  /** Whether some unknown value stands for nothing that the stack shows. */
  readonly isMissing: boolean;
  readonly gaps: readonly Gap[];
}

/** Above this many ways to match references with resources, all that is used is that each reference is one of them. */
const MOST_ASSIGNMENTS = 1000;

/** References whose order does not matter: subnets of a group, target groups of a service. */
export function references(stack: Stack, place: Place, values: readonly Value[] | typeof UNKNOWN): References {
  if (values === UNKNOWN) {
    const candidates = candidatesOf(stack, place);
    return { certain: [], possible: candidates, external: [], isMissing: true, gaps: [gapOf(place, candidates)] };
  }
  const found = values.map((value) => resolveKnown(stack, place, value));
  const known = found.flatMap((one) => (one?.kind === "resource" ? [one.resource] : []));
  const external = found.flatMap((one) => (one?.kind === "external" ? [one.value] : []));
  const open = found.filter((one) => one === undefined).length;
  if (open === 0) return { certain: unique(known), possible: [], external, isMissing: false, gaps: [] };
  const candidates = candidatesOf(stack, place, known);
  if (candidates.length > 0 && candidates.length <= open) {
    const isMissing = candidates.length < open;
    return { certain: unique([...known, ...candidates]), possible: [], external, isMissing, gaps: [] };
  }
  const isMissing = candidates.length === 0;
  return { certain: unique(known), possible: candidates, external, isMissing, gaps: [gapOf(place, candidates)] };
}

/** One reference on its own; undefined where there is none. */
export function reference(stack: Stack, place: Place, value: Value | undefined): Reference | undefined {
  if (value === undefined || value === null) return undefined;
  const known = resolveKnown(stack, place, value);
  if (known) return known;
  const candidates = candidatesOf(stack, place);
  const [only] = candidates;
  return only && candidates.length === 1 ? toReference(only) : unknownReference(place, candidates);
}

/**
 * References whose order matters, such as those that carry weights: each way in which they can stand for resources.
 *
 * The engine says which resources a property is made from, but not where in it each one stands, and their order means nothing
 * (it keeps them in a set). Each of them stands somewhere, and every assignment of them to the places is possible.
 */
export function assignments(stack: Stack, place: Place, values: readonly Value[]): readonly (readonly Reference[])[] {
  const found = values.map((value) => resolveKnown(stack, place, value));
  const certain = found.filter((one) => one !== undefined);
  const places = found.length - certain.length;
  if (places === 0) return [certain];
  const known = found.flatMap((one) => (one?.kind === "resource" ? [one.resource] : []));
  const candidates = candidatesOf(stack, place, known);
  const unknown: Reference = { kind: "unknown", candidates, gap: gapOf(place, candidates) };
  const fill = (chosen: readonly Reference[]): Reference[] => {
    const rest = [...chosen];
    return found.map((one) => one ?? rest.shift() ?? unknown);
  };
  const ways = candidates.length ** places;
  if (candidates.length === 0 || (candidates.length > 1 && ways > MOST_ASSIGNMENTS)) return [fill([])];
  const mustUseAll = place.isShared !== true && candidates.length <= places;
  return choices(candidates, places)
    .filter((choice) => !mustUseAll || new Set(choice).size === candidates.length)
    .map((choice) => fill(choice.map(toReference)));
}

/**
 * The resources that an unknown value of the place may stand for: those it is made from, and what is in a component.
 *
 * @param known the ones that known values of the same property stand for.
 */
function candidatesOf(stack: Stack, place: Place, known: readonly Resource[] = []): Resource[] {
  const urns = place.holder.propertyDependencies[place.property] ?? [];
  const all = urns.flatMap((urn) => {
    const resource = stack.get(urn);
    if (!resource) return [];
    return isComponent(resource, place) ? stack.descendants(urn) : [resource];
  });
  const accounted = new Set(known);
  return unique(all.filter((resource) => place.types.includes(resource.type) && !accounted.has(resource)));
}

/** A provider's own resources are never components: what is below one of them is no part of its outputs. */
function isComponent(resource: Resource, place: Place): boolean {
  return !place.types.some((type) => packageOf(type) === packageOf(resource.type));
}

function packageOf(type: string): string {
  return type.slice(0, type.indexOf(":"));
}

/** What a known value stands for; undefined where the value is not known, or stands for more than one resource. */
function resolveKnown(stack: Stack, place: Place, value: Value): Known | undefined {
  if (typeof value !== "string") return undefined;
  const found = stack.find(value, place.types);
  const [only] = found;
  if (only === undefined) return { kind: "external", value };
  return found.length === 1 ? toReference(only) : undefined;
}

function toReference(resource: Resource): Known {
  return { kind: "resource", resource };
}

function unknownReference(place: Place, candidates: readonly Resource[]): Reference {
  return { kind: "unknown", candidates, gap: gapOf(place, candidates) };
}

function gapOf(place: Place, candidates: readonly Resource[]): Gap {
  const why =
    candidates.length === 0
      ? "its value is not known before the update, and no resource of this stack is behind it"
      : `its value is not known before the update; it may be ${candidates.map((one) => one.name).join(" or ")}`;
  return { urn: place.holder.urn, property: place.property, why };
}

/** Every way to put one of the items into each of so many places. */
function choices<T>(items: readonly T[], places: number): T[][] {
  let all: T[][] = [[]];
  for (let place = 0; place < places; place += 1) {
    all = all.flatMap((chosen) => items.map((item) => [...chosen, item]));
  }
  return all;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
