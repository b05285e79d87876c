import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";

/** What a resource is made from, besides its type, name and inputs. */
interface Details {
  readonly outputs?: Properties;
  readonly parent?: string;
  readonly dependencies?: Readonly<Record<string, readonly Resource[]>>;
  readonly ignoreChanges?: readonly string[];
}

/** A resource as it is once it exists: its ARN is known, where it has one. */
export function existing(type: string, name: string, inputs: Properties = {}, details: Details = {}): Resource {
  const id = arnOf(type, name);
  const own = type.startsWith("gcp:") ? { id } : { id, arn: id };
  return resource(type, name, inputs, { ...details, outputs: { ...own, ...details.outputs } });
}

/** A resource as it is in a first preview: nothing of it is known but what the program gives. */
export function planned(type: string, name: string, inputs: Properties = {}, details: Details = {}): Resource {
  return resource(type, name, inputs, {
    ...details,
    outputs: { ...inputs, arn: UNKNOWN, id: UNKNOWN, ...details.outputs },
  });
}

export function arnOf(type: string, name: string): string {
  return `arn:aws:test:us-east-1:123456789012:${type.split(":").at(-1) ?? type}/${name}`;
}

/** The ARN of a resource, or the mark of an unknown one. */
export function arn(of: Resource): Value {
  return of.outputs["arn"] ?? UNKNOWN;
}

function resource(type: string, name: string, inputs: Properties, details: Details): Resource {
  const { outputs = {}, dependencies = {}, ignoreChanges = [], parent } = details;
  return {
    urn: `urn:pulumi:test::test::${type}::${name}`,
    type,
    name,
    inputs,
    outputs: { ...inputs, ...outputs },
    propertyDependencies: Object.fromEntries(
      Object.entries(dependencies).map(([property, behind]) => [property, behind.map(({ urn }) => urn)]),
    ),
    ignoreChanges,
    ...(parent === undefined ? {} : { parent }),
  };
}
