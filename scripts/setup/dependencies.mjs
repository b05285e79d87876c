// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { run } from "../lib/run.mjs";
import { root } from "../lib/paths.mjs";

/** @typedef {{ version: string, optional?: boolean, devOptional?: boolean }} Package */

/**
 * Installs what package-lock.json names, unless that is what is there.
 * @param {import("../lib/report.mjs").Reporter} log
 */
export async function installDependencies(log) {
  if (isInstalled()) return;
  await log.step("Install the npm packages that package-lock.json names", () =>
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root }),
  );
}

/** Whether npm's own record of what it installed agrees with the lock; it is written last, so it vouches for the rest. */
function isInstalled() {
  const record = `${root}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const locked = packages(`${root}package-lock.json`);
  const there = packages(record);
  return (
    Object.keys(there).every((name) => name in locked) &&
    Object.entries(locked).every(([name, { version, optional, devOptional }]) =>
      // What is optional may be for another platform.
      there[name] ? there[name].version === version : optional || devOptional,
    )
  );
}

/**
 * @param {string} file
 * @returns {Record<string, Package>}
 */
function packages(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  delete packages[""]; // The project itself.
  return packages;
}
