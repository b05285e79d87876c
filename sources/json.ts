/** A file that cannot be judged: it is none of those that are expected, or not a whole one. */
export class SourceError extends Error {
  constructor(problem: string, expected = EXPECTED) {
    super(`${problem}. ${expected}`);
    this.name = "SourceError";
  }
}

const EXPECTED = "Expected what `pulumi stack export` or `pulumi preview --json --show-sames` writes";

export type Fields = Readonly<Record<string, unknown>>;

/** @throws SourceError when the text is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError(text.trim() === "" ? "The file is empty" : "The file is not JSON, or is cut off");
  }
}

/** @throws SourceError when the value is not an object. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new SourceError(`${what} is not an object`);
}

/** @throws SourceError when the value is not a list. */
export function itemsOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new SourceError(`${what} is not a list`);
}
