import { listedInstances, type Listed } from "../listed-instances";
import { listOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Group } from "./groups";
import { inZoneOf, regionOf } from "./places";
import { INSTANCE_GROUP, INSTANCE_GROUP_MEMBERSHIP, INSTANCES } from "./types";

/** Unmanaged instance groups: the instances that they list, and those that memberships add. */
export class UnmanagedGroups {
  readonly #added = new Map<string, Listed[]>();

  constructor(readonly stack: Stack) {
    stack.each(INSTANCE_GROUP_MEMBERSHIP, (membership) => {
      const place = { holder: membership, property: "instanceGroup", types: [INSTANCE_GROUP] };
      const found = reference(stack, place, declared(membership, "instanceGroup"));
      if (found?.kind === "resource") {
        const instance = declared(membership, "instance") ?? UNKNOWN;
        this.#add(found.resource, listed(stack, { holder: membership, property: "instance" }, [instance]));
      }
      if (found?.kind !== "unknown") return;
      // It belongs to one of them, so each of them may have one more than it shows.
      for (const candidate of found.candidates) this.#add(candidate, { members: [], open: [found.gap] });
    });
  }

  of(group: Resource): Group {
    const property = "instances";
    const own = listed(this.stack, { holder: group, property }, listOf(group, property, declared(group, property)));
    const all = [own, ...(this.#added.get(group.urn) ?? [])];
    return {
      region: regionOf(group),
      members: all.flatMap(({ members }) => members),
      open: all.flatMap(({ open }): readonly Gap[] => open),
      isChecked: true,
    };
  }

  #add(group: Resource, one: Listed): void {
    this.#added.set(group.urn, [...(this.#added.get(group.urn) ?? []), one]);
  }
}

/** All instances of a group are in its zone. */
function listed(
  stack: Stack,
  { holder, property }: { holder: Resource; property: string },
  values: Parameters<typeof listedInstances>[2],
): Listed {
  return listedInstances(stack, { holder, property, types: INSTANCES }, values, {
    of: inZoneOf,
    outside: inZoneOf(holder),
  });
}
