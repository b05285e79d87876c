// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { atEnd } from "./tidy.mjs";

/** Outside the checkout, so that a second clone starts with what the first one has made. */
export const cacheFolder = () => join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "evenkeel", "pulumi");

/**
 * The folder `cache/entry`, filled the first time. It is filled under another name and renamed when it is whole: an
 * interrupted build leaves nothing that looks finished, and of two builds at once the slower one takes the other's.
 * @param {string} cache
 * @param {string} entry
 * @param {(folder: string) => Promise<unknown>} fill
 */
export async function cached(cache, entry, fill) {
  const folder = join(cache, entry);
  if (existsSync(folder)) return folder;

  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const partial = mkdtempSync(join(cache, `.partial-${process.pid}-`));
  const discard = () => rmSync(partial, { recursive: true, force: true });
  const forget = atEnd(discard);
  try {
    await fill(partial);
    if (!existsSync(folder)) renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    discard();
    forget();
  }
  return folder;
}

/**
 * A build that was killed outright could not tidy up; its process no longer exists.
 * @param {string} cache
 */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const pid = /^\.partial-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
