import type { Properties, Value } from "../../../traffic";

/** An answer of AWS in the spelling of Pulumi: the names of its fields begin with a small letter. */
export function spelled(answer: object): Properties {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : [[name.charAt(0).toLowerCase() + name.slice(1), spelledValue(value)] as const],
    ),
  );
}

function spelledValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(spelledValue);
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? spelled(value) : (value as Value);
}
