import { add, between, hull, ZERO, type Bounds } from "../bounds";
import type { Reference } from "../references";
import type { Resource } from "../resource";

/** What weighted references lead to, each thing once, with all the weight that it gets. */
export interface Weighed {
  readonly key: string;
  /** The resource; undefined where it is outside the stack or nothing is known of it. */
  readonly resource: Resource | undefined;
  readonly why: string;
  readonly weight: Bounds;
}

/**
 * The weight of each thing, over all the ways in which the references can be meant.
 *
 * @param weights one for each reference of a way.
 */
export function weighed(ways: readonly (readonly Reference[])[], weights: readonly Bounds[]): Weighed[] {
  const perWay = ways.map((way) => inOneWay(way, weights));
  const things = new Map(perWay.flatMap((way) => [...way]));
  return [...things].map(([key, thing]) => ({
    ...thing,
    weight: hull(perWay.map((way) => way.get(key)?.weight ?? ZERO)),
  }));
}

function inOneWay(way: readonly Reference[], weights: readonly Bounds[]): Map<string, Weighed> {
  const things = new Map<string, Weighed>();
  way.forEach((reference, index) => {
    const weight = weights[index] ?? ZERO;
    for (const thing of meantBy(reference, weight, index)) {
      const before = things.get(thing.key);
      things.set(thing.key, before ? { ...thing, weight: add(before.weight, thing.weight) } : thing);
    }
  });
  return things;
}

function meantBy(reference: Reference, weight: Bounds, index: number): Weighed[] {
  if (reference.kind === "resource") {
    const { resource } = reference;
    return [{ key: resource.urn, resource, why: "what it leads to is not in this stack", weight }];
  }
  if (reference.kind === "external")
    return [{ key: reference.value, resource: undefined, why: "it is outside this stack", weight }];
  const { candidates, gap } = reference;
  if (candidates.length === 0) return [{ key: `#${index}`, resource: undefined, why: gap.why, weight }];
  return candidates.map((resource) => ({
    key: resource.urn,
    resource,
    why: gap.why,
    weight: between(0, weight.atMost),
  }));
}
