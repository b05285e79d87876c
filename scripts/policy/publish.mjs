// @ts-check
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { run } from "../lib/run.mjs";
import { isAtLeast } from "../pulumi/version.mjs";
import { isClean } from "./clean.mjs";

/**
 * Publishes a compiled pack to an organisation on Pulumi Cloud, once a version.
 * @param {{ folder: string, organisation: string, env: NodeJS.ProcessEnv, log: import("../lib/report.mjs").Reporter }} options
 */
export async function publishPack({ folder, organisation, env, log }) {
  await isClean(folder);
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const quietly = ["--non-interactive", "--color", "never"];
  const published = await log.step(`Ask Pulumi Cloud which versions ${organisation} has`, async () => {
    // By itself, because the standard error tells of the login.
    const { stdout } = await promisify(execFile)("pulumi", ["policy", "ls", organisation, "--json", ...quietly], {
      env,
    });
    return versionsOf(name, stdout);
  });
  mustRise(version, published);
  const said = await log.step(`Publish ${name} ${version} to ${organisation}`, () =>
    run("pulumi", ["policy", "publish", organisation, ...quietly], { cwd: folder, env }),
  );
  log.say(said);
  log.say(`\nEnable it with your configuration:\n  ${enabling(organisation, name, version)}`);
}

/**
 * Refuses a version that is there, or that is older than one which is there: `latest`, the one that was published last, would lead back to it.
 * @param {string} version
 * @param {readonly string[]} published
 */
function mustRise(version, published) {
  if (published.includes(version)) {
    throw new Error(`Version ${version} is published already. Raise the version in package.json, and commit it.`);
  }
  const newer = published.find((one) => isAtLeast(one, version));
  if (newer !== undefined) {
    throw new Error(
      `Version ${newer} is published, and ${version} is no newer: "latest" would lead back to it. ` +
        "Raise the version in package.json, and commit it.",
    );
  }
}

/**
 * @param {string} name
 * @param {string} listed what `pulumi policy ls --json` prints
 * @returns {string[]}
 */
function versionsOf(name, listed) {
  /** @type {{ name: string, versions: string[] | null }[]} */
  const packs = JSON.parse(listed);
  return packs.find((pack) => pack.name === name)?.versions ?? [];
}

/**
 * @param {string} organisation
 * @param {string} name
 * @param {string} version
 */
const enabling = (organisation, name, version) =>
  `pulumi policy enable ${organisation}/${name} ${version} --config evenkeel.json`;
