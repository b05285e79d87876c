/** Property values as they travel between the engine and a provider. */
export type Value = null | boolean | number | string | Value[] | Properties;
export interface Properties {
  [name: string]: Value;
}

/** What stands for a value that nobody knows yet. The engine, every SDK and every provider agree on this string. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Assets, archives and secrets are objects on the wire but single values in meaning: they have no members to fill in. */
export function isWrapped(value: Properties): boolean {
  return signature in value;
}

/** The value without the wrapping of secrets: what a cloud would be sent. */
export function revealed(value: Value): Value {
  if (Array.isArray(value)) return value.map(revealed);
  if (!isProperties(value)) return value;
  if (value[signature] === secret) return revealed(value["value"] ?? null);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealed(member)]));
}

export function text(value: Value | undefined): string | undefined {
  const shown = value === undefined ? undefined : revealed(value);
  return typeof shown === "string" && shown !== unknown ? shown : undefined;
}
