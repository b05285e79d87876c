// @ts-check
import { delimiter } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { homeOf, pathFolders, which } from "./lib/which.mjs";
import { firstThatWorks } from "./pulumi/first-that-works.mjs";
import { cli, yamlHost } from "./pulumi/from-source.mjs";
import { onPath } from "./pulumi/on-path.mjs";
import { policyRunner } from "./pulumi/policy-runner.mjs";
import { release } from "./pulumi/release.mjs";
import { oldest } from "./pulumi/version.mjs";

const remedy = `Install Pulumi ${oldest} or newer (pulumi.com/docs/install) or Go (go.dev/dl), then run this again.`;

/**
 * A Pulumi CLI that can run YAML projects and Node policy packs, wherever it can be had from.
 * @param {{ log: import("./lib/report.mjs").Reporter }} options
 * @returns {Promise<import("./pulumi/first-that-works.mjs").Pulumi>}
 */
export async function ensurePulumi({ log }) {
  const found = await firstThatWorks("Pulumi CLI", [onPath, release, cli], remedy, log);
  const directories = [...found.directories];
  // The engine looks beside itself as well as on PATH, and follows the link by which PATH may reach it.
  const searched = () => [homeOf(found.command), ...directories, ...pathFolders()];
  /** @param {string[]} commands */
  const has = (...commands) => commands.some((command) => which(command, searched()));

  // A release brings its hosts along; what is built from source, here or by a distribution, may lack some.
  if (!has("pulumi-language-yaml")) {
    directories.push(...(await firstThatWorks("YAML language host", [yamlHost], remedy, log)).directories);
  }
  if (!has("pulumi-language-nodejs", "pulumi-analyzer-policy-nodejs")) directories.push(policyRunner);
  return { ...found, directories };
}

await whenStarted(
  import.meta.url,
  async (log) => {
    const { directories, version, origin } = await ensurePulumi({ log });
    log.say(`Pulumi ${version} (${origin})`);
    console.log(directories.join(delimiter));
  },
  // Standard output is for `PATH="$(node scripts/pulumi-cli.mjs):$PATH"`.
  process.stderr,
);
