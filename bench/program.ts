import type { Value } from "../traffic";
import { stateOf, type StateResource } from "./state";

/**
 * A Pulumi YAML program, written as JSON, that asks for the resources of `stateOf`. Where one holds the id of another, the
 * program refers to it, as a program that a person writes does.
 */
export function programOf(resources: number): string {
  const state = resources === 0 ? [] : stateOf(resources);
  const keys = new Map<Value | undefined, string>(state.map((one) => [one.outputs["id"], keyOf(one)]));
  const referring = (value: Value): Value => {
    const key = keys.get(value);
    if (key !== undefined) return `\${${key}.id}`;
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

/** A name for everything: `loadBalancer-svc0`. In the state, resources of different types may share one. */
function keyOf({ urn, type }: StateResource): string {
  const kind = /([^/]+):/.exec(type.slice(type.indexOf(":") + 1))?.[1] ?? type;
  return `${kind}-${urn.slice(urn.lastIndexOf("::") + 2)}`;
}
