import { UNKNOWN, type Resource, type Value } from "./resource";

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
      for (const identity of identitiesOf(resource)) append(this.#byIdentity, `${resource.type} ${identity}`, resource);
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
    return types.flatMap((type) => this.#byIdentity.get(`${type} ${identity}`) ?? []);
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
}

function identitiesOf(resource: Resource): Set<string> {
  const values: (Value | undefined)[] = IDENTITIES.flatMap((key) => [resource.outputs[key], resource.inputs[key]]);
  return new Set(values.filter((value): value is string => typeof value === "string" && value !== ""));
}

/** Whether another resource could refer to this one by a value that is known now. */
export function hasKnownIdentity(resource: Resource): boolean {
  const arn = resource.outputs["arn"] ?? resource.outputs["id"];
  return arn !== undefined && arn !== null && arn !== UNKNOWN;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
