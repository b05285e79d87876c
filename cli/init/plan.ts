import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { CommandError } from "../exit";
import type { Lack, Wanted } from "./wanted";

/** What becomes of a file: nothing that is there is ever changed. */
export interface Planned {
  readonly wanted: Wanted;
  readonly state: "new" | "unchanged" | "left";
  /** What somebody has to do about a file that is left as it is. */
  readonly lack?: Lack;
}

/**
 * Looks at every file before any is written.
 *
 * @throws CommandError where a file cannot be read, or a link leads out of the repository.
 */
export function planned(root: string, files: readonly Wanted[]): Planned[] {
  const inside = realpathSync(root);
  return files.map((wanted) => {
    const place = join(root, wanted.path);
    staysInside(inside, place, wanted.path);
    if (kindOf(place) === undefined) return { wanted, state: "new" };
    const lack = wanted.lacking(textOf(place, wanted.path));
    return lack ? { wanted, state: "left", lack } : { wanted, state: "unchanged" };
  });
}

/** Follows links, of the file as well as of the folders above it, as far as there is something. */
function staysInside(root: string, place: string, path: string): void {
  const kind = kindOf(place);
  if (kind === undefined) {
    // The repository is there, so this ends.
    staysInside(root, dirname(place), path);
    return;
  }
  const real = realOf(place);
  if (real === undefined) throw new CommandError(`${path}: a link on the way there leads to nothing`);
  const way = relative(root, real);
  if (way === ".." || way.startsWith(`..${sep}`)) {
    throw new CommandError(`${path}: a link on the way there leads out of the repository, to ${real}`);
  }
}

function kindOf(place: string) {
  try {
    return lstatSync(place);
  } catch (error) {
    // A file where a folder is needed is found when the folder is looked at.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function realOf(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    return undefined;
  }
}

function textOf(place: string, path: string): string {
  try {
    return readFileSync(place, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`${path}: ${code === "EISDIR" ? "there is a folder of that name" : "it may not be read"}`);
  }
}
