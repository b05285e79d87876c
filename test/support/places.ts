import type { Properties, Resource, Value } from "../../traffic";

/** A place in a resource's inputs. */
export interface Place {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
}

/** Every place of a stack, but for names: where one is not known, what refers to it by that is not known either. */
export function placesIn(stack: readonly Resource[]): Place[] {
  return stack.flatMap((resource) =>
    pathsIn(resource.inputs)
      .filter(([key]) => key !== "name")
      .map((path): Place => ({ resource, path })),
  );
}

/**
 * The stack with another value in one place; the engine still tells what the property was made from.
 *
 * @param value undefined takes the property away.
 */
export function replaced(stack: readonly Resource[], { resource, path }: Place, value: Value | undefined): Resource[] {
  const inputs = put(resource.inputs, path, value) as Properties;
  return stack.map((one) => (one === resource ? withInputs(stack, one, inputs) : one));
}

/** A resource with other inputs, which the provider answers with. */
export function withInputs(stack: readonly Resource[], resource: Resource, inputs: Properties): Resource {
  return {
    ...resource,
    inputs,
    outputs: { ...without(resource.outputs, Object.keys(resource.inputs)), ...inputs },
    propertyDependencies: behind(stack, resource),
  };
}

function without(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name) || name === "name"));
}

/** The resources whose identities stand in each property. */
export function behind(stack: readonly Resource[], resource: Resource): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(resource.inputs).map(([property, value]) => {
      const text = JSON.stringify(value);
      const found = stack.filter(({ outputs }) => IDENTITIES.some((key) => isIn(text, outputs[key])));
      return [property, found.filter((one) => one !== resource).map(({ urn }) => urn)];
    }),
  );
}

/** The outputs by which resources refer to one another. */
export const IDENTITIES = ["arn", "name", "selfLink", "instanceGroup", "ipAddress"];

function isIn(text: string, identity: Value | undefined): boolean {
  return typeof identity === "string" && (text.includes(`"${identity}"`) || text.endsWith(`/${identity}"`));
}

function pathsIn(value: Value, path: readonly (string | number)[] = []): (string | number)[][] {
  const here = path.length === 0 ? [] : [[...path]];
  if (typeof value !== "object" || value === null) return here;
  const inside = Array.isArray(value)
    ? (value as readonly Value[]).flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return [...here, ...inside];
}

function put(value: Value, [key, ...rest]: readonly (string | number)[], put_: Value | undefined): Value | undefined {
  if (key === undefined) return put_;
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    return items.flatMap((item, index) => (index === key ? (put(item, rest, put_) ?? []) : [item]));
  }
  const object = value as Properties;
  const inside = put(object[key] ?? null, rest, put_);
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, own]) =>
      name !== key ? [[name, own] as const] : inside === undefined ? [] : [[name, inside] as const],
    ),
  );
}
