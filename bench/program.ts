import type { Value } from "../traffic";
import { stateOf, type Clouds } from "./stacks";
import type { StateResource } from "./stacks/state";

/** The outputs by which the resources refer to each other. */
const REFERRED = ["id", "instanceGroup"];

/**
 * A Pulumi YAML program, written as JSON, that asks for the resources of `stateOf`. Where one holds the id or the link of
 * another, the program refers to it, as a program that a person writes does.
 */
export function programOf(clouds: Clouds, resources: number): string {
  const state = resources === 0 ? [] : stateOf(clouds, resources);
  const references = new Map<Value, string>(state.flatMap(referencesTo));
  const referring = (value: Value): Value => {
    const reference = references.get(value);
    if (reference !== undefined) return reference;
    if (Array.isArray(value)) return value.map(referring);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== "__defaults")
        .map(([name, member]) => [name, referring(member)]),
    );
  };
  const asked = state.map((one) => [keyOf(one), { type: one.type, properties: referring(one.inputs) }]);
  return JSON.stringify({ name: "bench", runtime: "yaml", resources: Object.fromEntries(asked) as object });
}

/** What stands for an output of a resource, by its value. */
function referencesTo(one: StateResource): [value: Value, reference: string][] {
  return REFERRED.flatMap((output): [Value, string][] => {
    const value = one.outputs[output];
    return value === undefined ? [] : [[value, `\${${keyOf(one)}.${output}}`]];
  });
}

/** A name for everything: `loadBalancer-svc0`. In the state, resources of different types may share one. */
function keyOf({ urn, type }: StateResource): string {
  const kind = /([^/]+):/.exec(type.slice(type.indexOf(":") + 1))?.[1] ?? type;
  return `${kind}-${urn.slice(urn.lastIndexOf("::") + 2)}`;
}
