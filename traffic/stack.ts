import type { Properties, Resource } from "./resource";

/** What a source says of the stack besides its resources. */
export interface StackOptions {
  /** The language runtime of the program, such as `nodejs` or `yaml`, where it is known. */
  readonly programRuntime?: string | undefined;
  /** Pools whose members are registered outside the stack. */
  readonly filledElsewhere?: readonly FilledElsewhere[] | undefined;
}

export interface FilledElsewhere {
  /** A URN, or a part of one, in which `*` stands for any characters. */
  readonly urn: string;
  /** Who registers the members. */
  readonly reason: string;
}

/** The outputs by which one resource refers to another. */
const IDENTITIES = ["arn", "id", "name", "privateIp"];

/** A reader could not make sense of a resource. */
export class ReadError extends Error {
  constructor(
    readonly urn: string,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = "ReadError";
  }
}

/** The resources of a stack, found by URN, type, parent and the values by which others refer to them. */
export class Stack {
  readonly #byUrn = new Map<string, Resource>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #byParent = new Map<string, Resource[]>();
  readonly #byIdentity = new Map<string, Resource[]>();
  readonly #descendants = new Map<string, readonly Resource[]>();

  constructor(
    resources: Iterable<Resource>,
    readonly options: StackOptions = {},
  ) {
    for (const resource of resources) {
      this.#byUrn.set(resource.urn, resource);
      append(this.#byType, resource.type, resource);
      if (resource.parent !== undefined) append(this.#byParent, resource.parent, resource);
      this.#identify(resource, resource.outputs);
      if (resource.inputs !== resource.outputs) this.#identify(resource, resource.inputs);
    }
  }

  get(urn: string): Resource | undefined {
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

  /** The resources of the given types that are known by this ARN, id or name. */
  find(identity: string, types: readonly string[]): readonly Resource[] {
    const found = this.#byIdentity.get(identity);
    return found === undefined ? [] : found.filter(({ type }) => types.includes(type));
  }

  /** Everything below a component. */
  descendants(urn: string): readonly Resource[] {
    const known = this.#descendants.get(urn);
    if (known) return known;
    const children = this.#byParent.get(urn) ?? [];
    const all = children.flatMap((child) => [child, ...this.descendants(child.urn)]);
    this.#descendants.set(urn, all);
    return all;
  }

  #identify(resource: Resource, properties: Properties): void {
    for (const key of IDENTITIES) {
      const value = properties[key];
      if (typeof value !== "string" || value === "") continue;
      const known = this.#byIdentity.get(value);
      if (!known) this.#byIdentity.set(value, [resource]);
      // A resource's own values come one after the other, so it can only be the last.
      else if (known.at(-1) !== resource) known.push(resource);
    }
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
