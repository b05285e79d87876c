import { between, exactly, type Bounds } from "./bounds";
import { UNKNOWN, type Properties, type Resource, type Value } from "./resource";

/** A property holds something that its service would not accept. The value itself is not told: it may be a secret. */
export class PropertyError extends Error {
  constructor(resource: Resource, property: string, expected: string, found: string) {
    super(`${property} of ${resource.name} (${resource.type}) must be ${expected}, but is ${found}`);
    this.name = "PropertyError";
  }
}

function kindOf(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { object: "an object", symbol: "unknown" }[typeof value as string] ?? `a ${typeof value}`;
}

/** @throws PropertyError when the value is known and not a list. */
export function listOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
): readonly Value[] | typeof UNKNOWN {
  if (value === undefined || value === null) return [];
  if (value === UNKNOWN) return UNKNOWN;
  if (isList(value)) return value;
  throw new PropertyError(resource, property, "a list", kindOf(value));
}

/** @throws PropertyError when the value is known and not an object. */
export function objectOf(resource: Resource, property: string, value: Value | undefined): Properties | typeof UNKNOWN {
  if (value === undefined || value === null) return {};
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "object" && !isList(value)) return value;
  throw new PropertyError(resource, property, "an object", kindOf(value));
}

/** @throws PropertyError when the value is known and not a string. */
export function textOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
): string | undefined | typeof UNKNOWN {
  if (value === undefined || value === null) return undefined;
  if (value === UNKNOWN || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new PropertyError(resource, property, "a string", kindOf(value));
}

/**
 * A count or a weight, given as a number or (by some providers) as its digits.
 *
 * @param range the numbers the service accepts; also what an unknown one may be.
 * @throws PropertyError when the value is known and is no number of that range.
 */
export function numberOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
  fallback: Bounds,
  range: Bounds = between(0, Infinity),
): Bounds {
  if (value === undefined || value === null) return fallback;
  if (value === UNKNOWN) return range;
  const number = typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : NaN;
  if (number >= range.atLeast && number <= range.atMost) return exactly(number);
  const limit = range.atMost === Infinity ? `of at least ${range.atLeast}` : `from ${range.atLeast} to ${range.atMost}`;
  throw new PropertyError(
    resource,
    property,
    `a number ${limit}`,
    Number.isNaN(number) ? kindOf(value) : "another number",
  );
}

/**
 * The same for what comes in whole pieces: instances, tasks.
 *
 * @throws PropertyError when the value is known and is no whole number of that range.
 */
export function countOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
  fallback: Bounds,
  range?: Bounds,
): Bounds {
  const count = numberOf(resource, property, value, fallback, range);
  const isAsked = value !== undefined && value !== null && value !== UNKNOWN;
  if (!isAsked || Number.isInteger(count.atLeast)) return count;
  throw new PropertyError(resource, property, "a whole number", "another number");
}

/** @throws PropertyError when the value is known and not a boolean. */
export function flagOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
  fallback: boolean,
): boolean | typeof UNKNOWN {
  if (value === undefined || value === null) return fallback;
  if (value === UNKNOWN || typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw new PropertyError(resource, property, "true or false", kindOf(value));
}

/** A setting's word without the spelling that differs between providers: `useLoadBalancer` and `use_load_balancer`. */
export function wordOf(
  resource: Resource,
  property: string,
  value: Value | undefined,
): string | undefined | typeof UNKNOWN {
  const text = textOf(resource, property, value);
  return typeof text === "string" ? text.toLowerCase().replace(/[_-]/g, "") : text;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
