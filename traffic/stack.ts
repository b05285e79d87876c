import { messageOf } from "./errors";
import { canonicalIdentity, eachIdentity } from "./identities";
import type { Properties, Resource } from "./resource";

/** What is known of the stack besides its resources. */
export interface StackOptions {
  /** Pools whose members are registered outside the stack. */
  readonly filledElsewhere?: readonly FilledElsewhere[] | undefined;
}

export interface FilledElsewhere {
  /** A URN, or a part of one, in which `*` stands for any characters. */
  readonly urn: string;
  /** Who registers the members. */
  readonly reason: string;
}

/** A reader could not make sense of a resource. */
export class ReadError extends Error {
  constructor(
    readonly urn: string,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause));
    this.name = "ReadError";
  }
}

/**
 * The resources of a stack, found by type, URN, parent and the values by which others refer to them. Each index is made when
 * it is first asked for: where all values are known, most never are.
 */
export class Stack {
  readonly #byType = new Map<string, Resource[]>();
  /** By type, then by ARN, id, name or address. */
  readonly #byIdentity = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  readonly #descendants = new Map<string, readonly Resource[]>();
  #byUrn: ReadonlyMap<string, Resource> | undefined;
  #byParent: ReadonlyMap<string, readonly Resource[]> | undefined;

  constructor(
    readonly resources: readonly Resource[],
    readonly options: StackOptions = {},
  ) {
    for (const resource of resources) append(this.#byType, resource.type, resource);
  }

  get(urn: string): Resource | undefined {
    this.#byUrn ??= new Map(this.resources.map((resource) => [resource.urn, resource]));
    return this.#byUrn.get(urn);
  }

  ofType(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? [];
  }

  /**
   * Reads each resource of a type.
   *
   * @throws ReadError that names the resource when reading it throws.
   */
  each(type: string, read: (resource: Resource) => void): void {
    for (const resource of this.ofType(type)) {
      try {
        read(resource);
      } catch (error) {
        throw error instanceof ReadError ? error : new ReadError(resource.urn, error);
      }
    }
  }

  /** The resources of the given types that are known by this ARN, id, link, name or address. */
  find(identity: string, types: readonly string[]): readonly Resource[] {
    const key = canonicalIdentity(identity);
    let found = NONE;
    for (const type of types) {
      const here = this.#identitiesOf(type).get(key);
      if (here) found = found === NONE ? here : [...found, ...here];
    }
    return found;
  }

  /** Everything below a component. */
  descendants(urn: string): readonly Resource[] {
    const known = this.#descendants.get(urn);
    if (known) return known;
    const all = this.#childrenOf(urn).flatMap((child) => [child, ...this.descendants(child.urn)]);
    this.#descendants.set(urn, all);
    return all;
  }

  #childrenOf(urn: string): readonly Resource[] {
    if (!this.#byParent) {
      const byParent = new Map<string, Resource[]>();
      for (const resource of this.resources)
        if (resource.parent !== undefined) append(byParent, resource.parent, resource);
      this.#byParent = byParent;
    }
    return this.#byParent.get(urn) ?? NONE;
  }

  #identitiesOf(type: string): ReadonlyMap<string, readonly Resource[]> {
    const known = this.#byIdentity.get(type);
    if (known) return known;
    const made = new Map<string, Resource[]>();
    for (const resource of this.ofType(type)) {
      identify(made, resource, resource.outputs);
      if (resource.inputs !== resource.outputs) identify(made, resource, resource.inputs);
    }
    this.#byIdentity.set(type, made);
    return made;
  }
}

const NONE: readonly Resource[] = [];

function identify(identities: Map<string, Resource[]>, resource: Resource, properties: Properties): void {
  eachIdentity(properties, (value) => {
    const known = identities.get(value);
    if (!known) identities.set(value, [resource]);
    // A resource's own values come one after the other, so it can only be the last.
    else if (known.at(-1) !== resource) known.push(resource);
  });
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
