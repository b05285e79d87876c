/** A property as an SDK declares it: its TypeScript type, and whether it may be left out. */
export interface Declared {
  readonly type: string;
  readonly optional: boolean;
}
export type Members = ReadonlyMap<string, Declared>;

/**
 * The members of one declaration in generated TypeScript, read as text: the compiler indents them evenly, and loading a
 * cloud's SDK to ask it instead would cost seconds and hundreds of megabytes.
 */
export function members(declarations: string, header: string): Members | undefined {
  const start = declarations.indexOf(header);
  if (start < 0) return undefined;
  const lineStart = declarations.lastIndexOf("\n", start) + 1;
  const margin = /^ */.exec(declarations.slice(lineStart, start))?.[0] ?? "";
  const body = declarations.slice(start, declarations.indexOf(`\n${margin}}`, start));
  const member = new RegExp(
    `^${margin} {4}(?:readonly )?(\\w+)(\\??): (.*(?:\\n${margin} {5,}.*)*(?:\\n${margin} {4}}.*)?);$`,
    "gm",
  );
  const found = new Map<string, Declared>();
  for (const [, name, mark, type] of body.matchAll(member)) {
    if (name !== undefined && type !== undefined)
      found.set(name, { type: bare(type), optional: mark === "?" || allowsNothing(type) });
  }
  return found;
}

/** `pulumi.Input<pulumi.Input<string>[] | undefined>` says no more than `string[]` here. */
function bare(type: string): string {
  return type
    .replace(/pulumi\.(Input|Output)</g, "")
    .replace(/>/g, "")
    .replace(/ \| undefined/g, "")
    .replace(/\s+/g, " ");
}

function allowsNothing(type: string): boolean {
  return /\| undefined>?$/.test(type);
}
