/** A program printed in the documentation of a declaration. */
export interface Printed {
  /** The heading above it. */
  readonly heading: string;
  readonly code: string;
}

const COMMENT = /\/\*\*[\s\S]*?\*\//g;
const HEADING_OR_PROGRAM = /^#{2,4} (?<heading>.*)$|^```typescript\n(?<code>[\s\S]*?)^```/gm;

/** The TypeScript programs in the doc comments of a file, in its order. */
export function printedIn(declarations: string): Printed[] {
  return [...declarations.matchAll(COMMENT)].flatMap(([comment]) => programsOf(textOf(comment)));
}

function programsOf(text: string): Printed[] {
  const programs: Printed[] = [];
  let heading = "";
  for (const { groups } of text.matchAll(HEADING_OR_PROGRAM)) {
    if (groups?.["code"] !== undefined) programs.push({ heading, code: groups["code"] });
    else heading = groups?.["heading"]?.trim() ?? "";
  }
  return programs;
}

/** The end of a comment cannot be written inside one, so the generator of these files spells its slash otherwise. */
function textOf(comment: string): string {
  return comment.replace(/^[ \t]*\/?\*+\/?[ ]?/gm, "").replaceAll("*&#47;", "*/");
}
