// @ts-check
import { whenStarted } from "./lib/main.mjs";
import { ensurePulumi } from "./pulumi-cli.mjs";
import { compile } from "./setup/compile.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { demandPrograms } from "./setup/programs.mjs";

/**
 * Makes a checkout ready: packages, compiled code and a Pulumi CLI. What is there already is left alone.
 * @param {import("./lib/report.mjs").Reporter} log
 */
export async function setup(log) {
  demandPrograms();
  await installDependencies(log);
  await compile(log);
  return ensurePulumi({ log });
}

await whenStarted(import.meta.url, async (log) => {
  const { version, origin } = await setup(log);
  log.say(`Ready, with Pulumi ${version} (${origin}).`);
});
