import { between, exactly } from "./bounds";
import type { Backends } from "./graph";
import { references, type Place } from "./references";
import { UNKNOWN, type Gap, type Resource, type Value } from "./resource";
import type { Stack } from "./stack";
import type { Placement } from "./zones";

/** The members that a list of instances makes, and why there may be others. */
export interface Listed {
  readonly members: readonly Backends[];
  readonly open: readonly Gap[];
}

/** How one cloud says where an instance is, and where one is that is outside the stack. */
export interface Placing {
  readonly of: (instance: Resource) => Placement;
  readonly outside: Placement;
}

const UNSEEN = "which instances it means is not known before the update";

/** Instances that a resource lists, one backend each. */
export function listedInstances(
  stack: Stack,
  place: Place,
  values: readonly Value[] | typeof UNKNOWN,
  placing: Placing,
): Listed {
  const { certain, external, possible, isMissing, gaps } = references(stack, place, values);
  const one = { kind: "backends", identified: true, floor: exactly(1), setBy: undefined, gaps: [] } as const;
  const known = (instance: Resource): Backends => ({
    ...one,
    id: instance.urn,
    label: `instance ${instance.name}`,
    placement: placing.of(instance),
  });
  return {
    members: [
      ...certain.map(known),
      ...external.map((id): Backends => ({
        ...one,
        id,
        label: "an instance outside this stack",
        placement: placing.outside,
      })),
      ...possible.map((instance): Backends => ({ ...known(instance), floor: between(0, 1), gaps })),
    ],
    open: isMissing ? [{ urn: place.holder.urn, property: place.property, why: UNSEEN }] : [],
  };
}
