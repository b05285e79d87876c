// @ts-check
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { atEnd } from "./lib/tidy.mjs";

/** What depends on the SDKs: the components and what serves them, and the readers of clouds. */
const TESTED = ["test/components", "test/plugin", "test/sources"];
const COMPILED = ["components", "plugin", "sources", "cli", "policies", "traffic", ...TESTED];

/**
 * The lowest version in a range that the registry has.
 * @param {string} name
 * @param {string} range
 */
async function lowest(name, range) {
  /** @type {string | string[]} */
  const versions = JSON.parse(await run("npm", ["view", `${name}@${range}`, "version", "--json"]));
  const [version] = [versions].flat().sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  if (version === undefined) throw new Error(`The registry has no version of ${name} in ${range}`);
  return version;
}

/**
 * What package.json leaves open, at its lowest; `npm test` has it as package-lock.json has it.
 * @param {{ dependencies: Record<string, string>, peerDependencies: Record<string, string> }} manifest
 */
async function lowestOf({ dependencies, peerDependencies }) {
  const open = Object.entries({ ...dependencies, ...peerDependencies }).filter(([, range]) => !/^\d/.test(range));
  const versions = open.map(async ([name, range]) => /** @type {const} */ ([name, await lowest(name, range)]));
  return Object.fromEntries(await Promise.all(versions));
}

// Compiles the checkout with the lowest versions of the SDKs that the package takes, and tests the components and the readers of clouds.
await whenStarted(import.meta.url, async (log) => {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  const versions = await lowestOf(manifest);
  for (const [name, version] of Object.entries(versions)) log.say(`${name} ${version}`);
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-peers-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  }).split("\n")) {
    if (file && file !== "package-lock.json") cpSync(join(root, file), join(folder, file));
  }
  const { dependencies, devDependencies } = manifest;
  // As dependencies of the checkout they are there, in these versions.
  const own = { ...manifest, dependencies: { ...dependencies, ...versions }, peerDependencies: {} };
  const dev = Object.entries(devDependencies).filter(([name]) => !(name in own.dependencies));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...own, devDependencies: Object.fromEntries(dev) }));
  const tool = (/** @type {string} */ name) => join(folder, "node_modules/.bin", name);
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await log.step("Install", () => run("npm", ["install", ...flags], { cwd: folder }));
  const config = { extends: "./tsconfig.json", include: COMPILED };
  writeFileSync(join(folder, "tsconfig.lowest.json"), JSON.stringify(config));
  const compile = ["--project", "tsconfig.lowest.json", "--pretty", "false"];
  await log.step("Compile", () => run(tool("tsc"), compile, { cwd: folder }));
  const spec = TESTED.map((path) => `bin/${path}/**/*.spec.js`);
  writeFileSync(join(folder, ".mocharc.json"), JSON.stringify({ timeout: 60_000, spec }));
  await log.step("Test", async () => {
    log.say((await run(tool("mocha"), [], { cwd: folder })).match(/^ +\d+ passing.*$/m)?.[0] ?? "");
  });
});
