import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const page = readFileSync(resolve(__dirname, "../../../docs/languages.md"), "utf8");

/** The one program that the documentation has in a language. */
export function documented(language: "ts" | "yaml" | "python" | "go"): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  const [program] = blocks.map(([, text = ""]) => text);
  if (program === undefined || blocks.length > 1)
    throw new Error(`docs/languages.md has ${blocks.length} in ${language}`);
  return program;
}
