import ts from "typescript";

/** What the compiler says of a name that is declared nowhere, before it goes on with what may be meant; and of `{ name }`. */
const UNDECLARED = /^(Cannot find name|No value exists in scope for)/;
const FILE = "example.ts";

/** The names that a program uses as values and declares nowhere; a program that does not parse is an error. */
export function undeclaredNames(code: string): string[] {
  const file = ts.createSourceFile(FILE, code, ts.ScriptTarget.ES2022, true);
  const program = ts.createProgram({
    rootNames: [FILE],
    // Looking up neither packages nor the language's own library keeps this fast.
    options: { target: ts.ScriptTarget.ES2022, noLib: true, noResolve: true, types: [] },
    host: {
      getSourceFile: (name) => (name === FILE ? file : undefined),
      getDefaultLibFileName: () => "",
      writeFile: () => undefined,
      getCurrentDirectory: () => "",
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      fileExists: (name) => name === FILE,
      readFile: () => undefined,
    },
  });
  const [broken] = program.getSyntacticDiagnostics(file);
  if (broken !== undefined) throw new SyntaxError(messageOf(broken));
  const names = program
    .getSemanticDiagnostics(file)
    .filter((diagnostic) => UNDECLARED.test(messageOf(diagnostic)))
    .map(({ start = 0, length = 0 }) => code.slice(start, start + length));
  return [...new Set(names)].filter((name) => !(name in globalThis));
}

function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, " ");
}
