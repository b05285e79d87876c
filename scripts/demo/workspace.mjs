// @ts-check
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { atEnd } from "../lib/tidy.mjs";
import { policyRunner } from "../pulumi/policy-runner.mjs";

/**
 * A copy of a project with its own state and its own Pulumi home, so that neither the checkout nor anything of the
 * user's is touched.
 * @param {string} project
 * @param {string[]} directories those of the Pulumi CLI
 */
export function workspace(project, directories) {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const [copy, state, home] = [join(folder, "project"), join(folder, "state"), join(folder, "home")];
  mkdirSync(state);
  cpSync(project, copy, { recursive: true });

  const onPath = directories.filter((directory) => directory !== policyRunner);
  // Installed as a plugin, because the engine warns in every command about a plugin that it finds on PATH.
  if (onPath.length < directories.length)
    cpSync(policyRunner, join(home, "plugins", "analyzer-policy-nodejs-v1.0.0"), { recursive: true });

  return {
    folder: copy,
    /** @type {NodeJS.ProcessEnv} */
    env: {
      ...withoutPulumiSettings(),
      PATH: [...onPath, process.env["PATH"]].join(delimiter),
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
}

/** A token, a stack or an option that the user has set must not take part. */
const withoutPulumiSettings = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
