import type { Cloud } from "./cloud";
import { hash } from "./cloud";
import type { Members } from "./declarations";
import type { Sdk, Shape } from "./sdk";
import { isProperties, isWrapped, type Properties, type Value } from "./values";

/**
 * The inputs as a bridged provider returns them from Check: its defaults filled in, a generated name where none was
 * given, and every object carrying the list of what was filled in. A policy sees these inputs, marks included.
 */
export function checked(
  cloud: Cloud,
  sdk: Sdk | undefined,
  token: string,
  news: Properties,
  olds: Properties,
  seed: Name,
): Properties {
  const shape = sdk?.resource(token);
  const filled: Properties = { ...cloud.defaults(token), ...named(shape, olds, seed), ...news };
  if ("namePrefix" in news && !("name" in news)) delete filled["name"];
  if (sdk === undefined || shape === undefined) return filled;
  const inside: Inside = (path) => cloud.nestedDefaults?.(token, path) ?? {};
  return marked(sdk, shape.inputs, filled, new Set(Object.keys(news)), inside);
}

/** What the schema puts into an object that stands at a path. */
type Inside = (path: string) => Properties;

/** What a name is generated from: the resource's own name, and the engine's seed, which changes with each replacement. */
export interface Name {
  readonly stem: string;
  readonly seed: string;
}

function named(shape: Shape | undefined, olds: Properties, { stem, seed }: Name): Properties {
  if (shape?.inputs.get("name")?.optional !== true || shape.outputs.get("name")?.optional !== false) return {};
  return { name: wasGenerated(olds, "name") ? (olds["name"] ?? null) : `${stem}-${hash(seed).slice(0, 7)}` };
}

export function wasGenerated(inputs: Properties, property: string): boolean {
  const defaults = inputs["__defaults"];
  return Array.isArray(defaults) && defaults.includes(property);
}

function marked(
  sdk: Sdk,
  members: Members | undefined,
  filled: Properties,
  given: ReadonlySet<string>,
  inside: Inside,
): Properties {
  const entries = Object.entries(filled).map(([name, member]) => {
    const below: Inside = (path) => inside(path === "" ? name : `${name}.${path}`);
    return [name, nested(sdk, members?.get(name)?.type ?? "", member, below)] as const;
  });
  return { __defaults: Object.keys(filled).filter((name) => !given.has(name)), ...Object.fromEntries(entries) };
}

function nested(sdk: Sdk, type: string, value: Value, inside: Inside): Value {
  if (Array.isArray(value)) return value.map((element) => nested(sdk, type, element, inside));
  const path = /inputs\.([\w.]+)/.exec(type)?.[1];
  if (path === undefined || !isProperties(value) || isWrapped(value)) return value;
  return marked(sdk, sdk.object(path)?.inputs, { ...inside(""), ...value }, new Set(Object.keys(value)), inside);
}
