import type { Declared } from "./declarations";
import type { Sdk, Shape } from "./sdk";
import { isProperties, isWrapped, unknown, type Properties, type Value } from "./values";

/** Says what a computed property is: `healthCheck`, or `defaultActions.order` for one inside a nested object. */
export type Compute = (path: string, declared: Declared) => Value | undefined;

/** In a preview nobody knows what the cloud will compute. */
export const notYetKnown: Compute = () => unknown;

/**
 * The outputs of a resource: what was put in, and what the provider computes where nothing was. A property counts as
 * computed if it always comes out although it need not, or cannot, be put in. What was computed before stays.
 */
export function outputs(sdk: Sdk, shape: Shape, inputs: Properties, before: Properties, compute: Compute): Properties {
  const filled: Properties = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (name === "__defaults") continue;
    const inside: Compute = (path, declared) => compute(`${name}.${path}`, declared);
    filled[name] = nested(sdk, shape.outputs.get(name)?.type ?? "", value, before[name], inside);
  }
  for (const [name, declared] of shape.outputs) {
    if (name in filled || declared.optional || shape.inputs.get(name)?.optional === false) continue;
    const value = before[name] ?? compute(name, declared);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function nested(sdk: Sdk, type: string, value: Value, before: Value | undefined, compute: Compute): Value {
  if (Array.isArray(value)) {
    const old = Array.isArray(before) ? before : [];
    return value.map((element, index) => nested(sdk, type, element, old[index], compute));
  }
  if (!isProperties(value) || isWrapped(value)) return value;
  const path = /outputs\.([\w.]+)/.exec(type)?.[1];
  const shape = path === undefined ? undefined : sdk.object(path);
  return outputs(sdk, shape ?? opaque, value, isProperties(before) ? before : {}, compute);
}

/** A map, or an object that the SDK does not describe: nothing in it is computed. */
const opaque: Shape = { inputs: new Map(), outputs: new Map() };
