import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "../exit";

/**
 * The root of the repository that a folder is in.
 *
 * @throws CommandError where it is in none, or there is no git.
 */
export async function repositoryOf(folder: string): Promise<string> {
  try {
    return (await git(folder, "rev-parse", "--show-toplevel")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && existsSync(folder)) {
      throw new CommandError("git is not installed, or not on PATH");
    }
    throw new CommandError(`${folder}: a folder of a git repository is expected`);
  }
}

/** The files of a repository, by their paths from its root, whose path fits a pattern of git's. */
export async function filesIn(root: string, pattern: string): Promise<string[]> {
  const listed = await git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", pattern);
  // What is deleted, and not committed so, is listed as well.
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Where a repository is pushed to; empty where it is nowhere. */
export async function remoteOf(root: string): Promise<string> {
  return git(root, "remote", "get-url", "origin").catch(() => "");
}

/** The branch that changes go to: the one that was cloned first; `main` where nothing was. */
export async function mainBranchOf(root: string): Promise<string> {
  const head = await git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").catch(() => "origin/main");
  return head.trim().replace(/^origin\//, "");
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("git", args, { cwd: folder, maxBuffer: 2 ** 28 });
  return stdout;
}
