import type { Cloud } from "./cloud";
import type { Members } from "./declarations";
import type { Sdk } from "./sdk";
import type { Properties, Value } from "./values";

/**
 * The package schema as far as a YAML program needs it: which types there are, and which properties they have. Nested
 * objects are left open.
 */
export function schema(cloud: Cloud, sdk: Sdk | undefined): Properties {
  return {
    name: cloud.package,
    version: sdk?.version ?? "0.0.0",
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    resources: sdk === undefined ? {} : resources(cloud, sdk),
    functions: Object.fromEntries(
      Object.entries(cloud.functions).map(([token, answer]) => [
        token,
        { outputs: { properties: shapes(answer({}, () => undefined)) } },
      ]),
    ),
  };
}

function resources(cloud: Cloud, sdk: Sdk): Properties {
  const described: Properties = {};
  for (const token of cloud.families.flatMap((family) => sdk.tokens(family))) {
    const shape = sdk.resource(token);
    if (shape === undefined) continue;
    described[token] = {
      properties: properties(shape.outputs),
      required: names(shape.outputs),
      inputProperties: properties(shape.inputs),
      requiredInputs: names(shape.inputs),
    };
  }
  return described;
}

const properties = (members: Members): Properties =>
  Object.fromEntries([...members].map(([name, { type }]) => [name, typeSpec(type)]));

const names = (members: Members): string[] => [...members].flatMap(([name, { optional }]) => (optional ? [] : [name]));

function typeSpec(type: string): Properties {
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return { type: "object", additionalProperties: typeSpec(map[1] ?? "") };
  if (type.endsWith("[]")) return { type: "array", items: typeSpec(type.slice(0, -2)) };
  return ["string", "number", "boolean"].includes(type) ? { type } : { $ref: "pulumi.json#/Any" };
}

const shapes = (example: Properties): Properties =>
  Object.fromEntries(Object.entries(example).map(([name, value]) => [name, typeOf(value)]));

function typeOf(value: Value): Properties {
  if (Array.isArray(value)) return { type: "array", items: typeOf(value[0] ?? null) };
  return ["string", "number", "boolean"].includes(typeof value) ? { type: typeof value } : { $ref: "pulumi.json#/Any" };
}
