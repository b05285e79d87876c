import { posix } from "node:path";
import { filesIn } from "./repository";

/** A Pulumi project in a repository, and the stacks that have settings there. */
export interface Project {
  /** The folder from the root of the repository; `.` for the root itself. */
  readonly path: string;
  readonly stacks: readonly string[];
}

/** The Pulumi projects of a repository, by the files that the Pulumi CLI looks for. */
export async function projectsIn(root: string): Promise<Project[]> {
  const stacks = new Map<string, string[]>();
  const settings: { readonly folder: string; readonly stack: string }[] = [];
  for (const file of await filesIn(root, "*Pulumi.*")) {
    const folder = posix.dirname(file);
    const [, stack] = /^Pulumi\.(?:(.+)\.)?(?:yaml|yml|json)$/.exec(posix.basename(file)) ?? [];
    if (stack !== undefined) settings.push({ folder, stack });
    else if (/^Pulumi\.(?:yaml|yml|json)$/.test(posix.basename(file))) stacks.set(folder, []);
  }
  for (const { folder, stack } of settings) stacks.get(folder)?.push(stack);
  return [...stacks].map(([path, of]) => ({ path, stacks: of.sort() })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
