// @ts-check
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { atEnd } from "./lib/tidy.mjs";

/**
 * Bytes of all files in a folder.
 * @param {string} path
 * @returns {number}
 */
function bytesIn(path) {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

/** @param {string} folder */
const modules = (folder) => bytesIn(join(folder, "node_modules"));

// What an installation of the package takes on disk, and of that what the policy pack by itself would take.
await whenStarted(import.meta.url, async (log) => {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-size-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const [{ filename, size, unpackedSize }] = JSON.parse(
    await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root }),
  );
  const { "@pulumi/policy": policy } = JSON.parse(readFileSync(`${root}package.json`, "utf8")).dependencies;
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"];
  /** @param {string} name @param {string} what */
  const installed = async (name, what) => {
    const own = mkdtempSync(join(folder, `${name}-`));
    writeFileSync(join(own, "package.json"), JSON.stringify({ name, private: true }));
    await run("npm", ["install", ...flags, own, what]);
    return modules(own);
  };
  const rows = [
    ["the package, packed", size],
    ["the package, unpacked", unpackedSize],
    ["the policy SDK that every pack needs", await installed("policy", `@pulumi/policy@${policy}`)],
    ["all that `npm install evenkeel` installs", await installed("all", join(folder, filename))],
  ];
  for (const [what, bytes] of rows) log.say(`| ${what} | ${(bytes / 1e6).toFixed(1)} MB |`);
});
