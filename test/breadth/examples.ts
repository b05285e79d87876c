import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { printedIn } from "./doc-comments";
import { balancesLoad } from "./load-balancing";

/** A program of somebody else, who had no policy of ours in mind. */
export interface Example {
  /** `aws/lb/listener#Forward Action`: where it is printed, and under which heading. */
  readonly name: string;
  readonly code: string;
}

/** The packages whose documentation is searched, by the name that their examples give them. */
const PACKAGES = { aws: "@pulumi/aws", gcp: "@pulumi/gcp" };
export type Package = keyof typeof PACKAGES;

/**
 * The programs in a package's documentation that balance load, by their names. What is printed in several places counts
 * once, in the last of them: as `lb` then, not as its older name `alb`.
 *
 * @param under a folder of the package, where not all of it is wanted.
 */
export function examplesOf(name: Package, under = ""): Example[] {
  const root = dirname(require.resolve(`${PACKAGES[name]}/package.json`));
  const places = new Map<string, string>();
  for (const file of declarationsIn(root, under)) {
    for (const { heading, code } of printedIn(readFileSync(join(root, file), "utf8"))) {
      const place = `${name}/${file.replace(/\.d\.ts$/, "")}`;
      if (balancesLoad(code)) places.set(code, heading === "" ? place : `${place}#${heading}`);
    }
  }
  return numbered([...places].map(([code, place]) => ({ name: place, code })));
}

/** The second under one heading is `… (2)`. */
function numbered(examples: readonly Example[]): Example[] {
  const times = new Map<string, number>();
  return examples.map(({ name, code }) => {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return { name: time === 1 ? name : `${name} (${time})`, code };
  });
}

/** The types of nested objects are left out: they are most of the text, and none of the examples. */
function declarationsIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ["node_modules", "types"].includes(entry.name) ? [] : declarationsIn(root, path);
      return path.endsWith(".d.ts") ? [path] : [];
    });
}
