import type { Resource } from "../resource";
import type { Stack } from "../stack";
import { EndpointGroups } from "./endpoint-groups";
import { GroupSizes } from "./group-sizes";
import type { Group } from "./groups";
import { managedGroup } from "./managed-groups";
import { INSTANCE_GROUP, MANAGED_GROUPS } from "./types";
import { UnmanagedGroups } from "./unmanaged-groups";

/** The groups of a stack, whatever their kind. */
export class Groups {
  readonly #sizes: GroupSizes;
  readonly #unmanaged: UnmanagedGroups;
  readonly #endpoints: EndpointGroups;
  readonly #known = new Map<string, Group>();

  constructor(readonly stack: Stack) {
    this.#sizes = new GroupSizes(stack);
    this.#unmanaged = new UnmanagedGroups(stack);
    this.#endpoints = new EndpointGroups(stack);
  }

  /** @param resource one of the types that the `group` of a backend may refer to. */
  of(resource: Resource): Group {
    const known = this.#known.get(resource.urn);
    if (known) return known;
    const made = this.#read(resource);
    this.#known.set(resource.urn, made);
    return made;
  }

  #read(resource: Resource): Group {
    if (MANAGED_GROUPS.includes(resource.type)) return managedGroup(resource, this.#sizes);
    return resource.type === INSTANCE_GROUP ? this.#unmanaged.of(resource) : this.#endpoints.of(resource);
  }
}
