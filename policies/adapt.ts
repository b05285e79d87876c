import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN, type Properties, type Resource, type Value } from "../traffic";

/**
 * What the engine sends in place of a value that it does not know yet: one marker for each kind of value.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const UNKNOWN_MARKERS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * The engine's properties as plain values, with what is unknown as a value of its own. The policy SDK hands them over behind
 * a proxy that throws where an unknown one is read; own property descriptors are read past it.
 */
export function plainProperties(props: object): Properties {
  const own = Object.entries(Object.getOwnPropertyDescriptors(props));
  // Not by assignment, to which a property of the name __proto__ would be the prototype of the rest.
  return Object.fromEntries(
    own.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, plainValue(value)] as const])),
  );
}

function plainValue(value: unknown): Value {
  if (UNKNOWN_MARKERS.has(value)) return UNKNOWN;
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (Array.isArray(value)) return value.map(plainValue);
  // Assets and archives decide no traffic; all that counts of them is that something is there.
  return typeof value === "object" ? plainProperties(value) : null;
}

/**
 * A resource of a stack policy.
 *
 * @param inputs what the program asks for, as the resource's own check saw it.
 */
export function adapt(resource: PolicyResource, inputs: Properties | undefined): Resource {
  const outputs = plainProperties(resource.props);
  const { parent } = resource;
  const dependencies = Object.entries(resource.propertyDependencies);
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    inputs: inputs ?? outputs,
    outputs,
    ...(parent ? { parent: parent.urn } : {}),
    propertyDependencies: Object.fromEntries(
      dependencies.map(([name, behind]) => [name, behind.map(({ urn }) => urn)]),
    ),
    ignoreChanges: resource.opts.ignoreChanges,
  };
}
