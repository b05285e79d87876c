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
    const given = [...(value as readonly Value[])].entries();
    return first(
      Array.from(
        given,
        ([index, item]) =>
          () =>
            misfit(items[index] ?? HOLE, item, key, `${path}[${index}]`),
      ),
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path;
  const fields = mask as Readonly<Record<string, Masked>>;
  const given = new Map(fieldsOf(value as Properties));
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const names = [...new Set([...Object.keys(fields), ...given.keys()])];
  return first(
    names.map((name) => () => {
      const [own, inside] = [fields[name], given.get(name)];
      // An unknown value may turn out to be none.
      if (own === HOLE) return undefined;
      return own === undefined || inside === undefined ? at(name) : misfit(own, inside, key, at(name));
    }),
  );
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing and null are the same to a provider; what it notes for itself begins with two underscores. */
function fieldsOf(properties: Properties): [string, Value][] {
  return Object.entries(properties).filter(([name, value]) => value !== null && !name.startsWith("__"));
}
