import { createHmac } from "node:crypto";
import { UNKNOWN, type Properties, type Value } from "../traffic";

/** A value of which only the shape is kept, and what tells it from others; a hole where it is not known. */
export type Masked = string | typeof HOLE | readonly Masked[] | { readonly [name: string]: Masked };

const HOLE = null;

/** Masks properties, so that a record tells nobody what they are. */
export function masked(value: Value, key: string): Masked {
  if (value === UNKNOWN) return HOLE;
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => masked(one, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      fieldsOf(value as Properties).map(([name, inside]): [string, Masked] => [name, masked(inside, key)]),
    );
  }
  return createHmac("sha256", key).update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

/**
 * Where a value does not fit its mask: a path, such as `defaultActions[0].forward`; undefined where it fits. What was not known may be
 * anything.
 */
export function misfit(mask: Masked, value: Value, key: string, path = ""): string | undefined {
  if (mask === HOLE) return undefined;
  if (typeof mask === "string") return masked(value, key) === mask ? undefined : path;
  if (Array.isArray(mask)) {
    const items = mask as readonly Masked[];
    if (!Array.isArray(value) || value.length !== items.length) return path;
    for (const [index, item] of (value as readonly Value[]).entries()) {
      const found = misfit(items[index] ?? HOLE, item, key, `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path;
  const fields = mask as Readonly<Record<string, Masked>>;
  const given = new Map<string, Value>(fieldsOf(value as Properties));
  for (const name of new Set([...Object.keys(fields), ...given.keys()])) {
    const own = fields[name];
    const inside = given.get(name);
    // An unknown value may turn out to be none.
    if (own === HOLE) continue;
    const at = path === "" ? name : `${path}.${name}`;
    const found = own === undefined || inside === undefined ? at : misfit(own, inside, key, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing and null are the same to a provider; what it notes for itself begins with two underscores. */
function fieldsOf(properties: Properties): [string, Value][] {
  return Object.entries(properties).filter(([name, value]) => value !== null && !name.startsWith("__"));
}
