// @ts-check
import { run } from "../lib/run.mjs";

/**
 * Refuses what no commit has: a published version has to be what its commit says.
 * @param {string} folder
 */
export async function isClean(folder) {
  const changed = await run("git", ["status", "--porcelain"], { cwd: folder });
  if (changed !== "")
    throw new Error(`Commit or discard these first, so that a commit tells what is published:\n${changed}`);
}
