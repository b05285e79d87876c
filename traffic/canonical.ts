/** Data in a form that has one text only. */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [name: string]: Canonical };

/** The one text of it: the names of an object in their order, so that it does not matter who wrote them in which. */
export function textOf(value: Canonical): string {
  if (isList(value)) return `[${value.map(textOf).join(",")}]`;
  if (typeof value !== "object" || value === null) {
    // JSON has no number without limit.
    return JSON.stringify(typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
  }
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inside]) => `${JSON.stringify(name)}:${textOf(inside)}`).join(",")}}`;
}

/** A list whose order means nothing. */
export function anyOrder(items: Iterable<Canonical>): readonly Canonical[] {
  const texts = Array.from(items, (item) => ({ item, text: textOf(item) }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ item }) => item);
}

/** The same where one that comes twice says no more than one. */
export function setOf(items: Iterable<Canonical>): readonly Canonical[] {
  return anyOrder(new Map(Array.from(items, (item) => [textOf(item), item])).values());
}

export function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
