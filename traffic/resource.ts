/** Stands for a value that the source of the resources does not know yet. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A property's value as plain data: what a policy, a state file and a cloud API can all give. */
export type Value = null | boolean | number | string | typeof UNKNOWN | readonly Value[] | Properties;

export interface Properties {
  readonly [name: string]: Value;
}

/** The one shape that every source of resources is turned into. */
export interface Resource {
  readonly urn: string;
  /** Type token, such as `aws:lb/targetGroup:TargetGroup`. */
  readonly type: string;
  readonly name: string;
  /** What the program asks for. A source that has no inputs gives the outputs here. */
  readonly inputs: Properties;
  /** What the provider answered; in a preview, what it plans to. */
  readonly outputs: Properties;
  /** The URN of the component this is a part of. */
  readonly parent?: string;
  /** For each top-level property the URNs of the resources whose outputs it is made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Property paths whose changes the program leaves to somebody else. */
  readonly ignoreChanges: readonly string[];
}

/** Why something is not known, and whose property it is. */
export interface Gap {
  readonly urn: string;
  readonly property: string;
  readonly why: string;
}

/**
 * What the program asks for. Membership is read with this one: the outputs of a resource that does not change still list
 * what another resource of the same update takes away.
 */
export function declared(resource: Resource, property: string): Value | undefined {
  return resource.inputs[property] ?? undefined;
}

/** What the program asks for or, where it does not say, what the provider knows; undefined leaves the service's default. */
export function actual(resource: Resource, property: string): Value | undefined {
  const asked = declared(resource, property);
  if (asked !== undefined) return asked;
  const answered = resource.outputs[property];
  return answered === UNKNOWN || answered === null ? undefined : answered;
}

/** Whether the program leaves changes of this property, or of a part of it, to somebody else. */
export function isManagedElsewhere(resource: Resource, property: string): boolean {
  return resource.ignoreChanges.some((path) => path === "*" || /^[^.[]+/.exec(path)?.[0] === property);
}
