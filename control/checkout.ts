import { ControlError, run } from "./run";

const INSTALL = "install git 2.38 or later";

/** Who an author is, and what shows it. */
export interface Author {
  readonly email: string;
  readonly commit: string;
}

/** What git knows of a change: where it starts, and who wrote it. */
export class Checkout {
  private constructor(
    readonly folder: string,
    /** The commit of the protected branch that the change starts from. */
    readonly base: string,
  ) {}

  /**
   * @param base the protected branch, or the commit that was deployed last.
   * @throws ControlError when git cannot tell: a check that cannot be made has not passed.
   */
  static async open(folder: string, base: string): Promise<Checkout> {
    const root = await topOf(folder);
    if ((await git(root, ["rev-parse", "--is-shallow-repository"]))?.trim() !== "false") {
      const way = "Fetch all of it (actions/checkout: fetch-depth: 0)";
      throw new ControlError(`The clone is shallow, so nobody can tell who wrote the change. ${way}`);
    }
    const start = (await git(root, ["merge-base", "--", base, "HEAD"]))?.trim();
    if (start === undefined || start === "") {
      throw new ControlError(`git knows no commit ${base} that the change starts from. Fetch it, or set base`);
    }
    return new Checkout(root, start);
  }

  /** A file as it stands where the change starts, whatever the change makes of it; undefined where there is none. */
  async fileAtBase(path: string): Promise<Buffer | undefined> {
    const { code, stdout } = await run("git", ["cat-file", "blob", `${this.base}:${path}`], this.#at());
    return code === 0 ? stdout : undefined;
  }

  /** Whether a file of this name was ever there before the change. */
  async wasThere(path: string): Promise<boolean> {
    const found = await git(this.folder, ["log", "-1", "--full-history", "--format=%H", this.base, "--", path]);
    if (found === undefined) throw new ControlError("git log failed, so nobody can tell whether an approval is new");
    return found.trim() !== "";
  }

  /**
   * Who wrote the change: authors, committers and co-authors of its commits, but for those that only add approvals. A merge that is
   * what git makes of its sides by itself is nobody's work.
   *
   * @throws ControlError when there is no commit, or git cannot tell.
   */
  async authors(approvals: string): Promise<Author[]> {
    const listed = await git(this.folder, ["log", "-z", `--format=${FORMAT}`, `${this.base}..HEAD`]);
    if (listed === undefined) throw new ControlError("git log failed, so nobody can tell who wrote the change");
    if (listed === "") {
      throw new ControlError(
        `There is no commit after ${this.base.slice(0, 10)}, so nobody can tell who wrote the change. ` +
          "Commit it; after a merge, set base to the commit that was deployed before",
      );
    }
    const authors: Author[] = [];
    for (const record of listed.split("\0").filter((text) => text.trim() !== "")) {
      const [commit = "", parents = "", author = "", committer = "", ...trailers] = record.trim().split("\n");
      if (await this.#isWork(commit, parents.split(" "), approvals)) {
        const coAuthors = trailers.flatMap((line) => /<([^<>]+)>/.exec(line)?.[1] ?? []);
        const emails = new Set([author, committer, ...coAuthors]);
        authors.push(...[...emails].map((email) => ({ email, commit: commit.slice(0, 10) })));
      }
    }
    return authors;
  }

  async #isWork(commit: string, parents: readonly string[], approvals: string): Promise<boolean> {
    const [first, second, ...more] = parents;
    if (second !== undefined) {
      if (first === undefined || more.length > 0) return true;
      const [made, tree] = [
        await git(this.folder, ["merge-tree", "--write-tree", first, second]),
        await git(this.folder, ["rev-parse", `${commit}^{tree}`]),
      ];
      return made === undefined || made.trim() !== tree?.trim();
    }
    const changed = await git(this.folder, [
      "diff-tree",
      "--root",
      "-r",
      "-z",
      "--no-commit-id",
      "--name-only",
      commit,
    ]);
    if (changed === undefined) return true;
    return changed.split("\0").some((path) => path !== "" && !path.startsWith(`${approvals}/`));
  }

  #at() {
    return { cwd: this.folder, install: INSTALL };
  }
}

/**
 * The top of the checkout that a folder is in.
 *
 * @throws ControlError when it is in none.
 */
export async function topOf(folder: string): Promise<string> {
  const top = await git(folder, ["rev-parse", "--show-toplevel"]);
  if (top !== undefined) return top.trim();
  throw new ControlError(`${folder} is no git checkout, so nobody can tell who wrote the change`);
}

/** The addresses as they were committed: a file of the change itself could map them to others. */
const FORMAT = "%H%n%P%n%ae%n%ce%n%(trailers:key=Co-authored-by,valueonly)";

/** What a git command prints; undefined where it fails. */
async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await run("git", args, { cwd, install: INSTALL });
  return code === 0 ? stdout.toString("utf8") : undefined;
}
