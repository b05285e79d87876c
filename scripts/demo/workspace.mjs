// @ts-check
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { onInterrupt } from "../lib/interrupt.mjs";

/**
 * A copy of a project with its own state, so that neither the checkout nor anything of the user's is touched.
 * @param {string} project
 */
export function workspace(project) {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-"));
  const copy = join(folder, "project");
  const state = join(folder, "state");
  mkdirSync(state);
  cpSync(project, copy, { recursive: true });

  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  return {
    folder: copy,
    /** @type {NodeJS.ProcessEnv} */
    env: {
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
    remove() {
      remove();
      forget();
    },
  };
}

/**
 * The environment without the user's Pulumi settings: a token, a stack or an option of theirs must not take part.
 * @param {string[]} directories to put first on PATH
 */
export const neutralEnvironment = (directories) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"))),
  PATH: [...directories, process.env["PATH"]].join(delimiter),
});
