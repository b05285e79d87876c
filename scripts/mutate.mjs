// @ts-check
import { join } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { start } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const folder = join(root, "test/mutation");
const stryker = join(folder, "node_modules/@stryker-mutator/core/bin/stryker.js");

// Arguments go to Stryker: `-- --mutate policies/levels.ts` looks at one file.
await whenStarted(import.meta.url, async (log) => {
  await setup(log);
  await log.step("What mutation testing needs", async () => {
    const { code, lines } = start("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder });
    if (await code) throw new Error(lines.join("\n"));
  });
  const args = [stryker, "run", join(folder, "stryker.config.json"), ...process.argv.slice(2)];
  const env = { ...process.env, EVENKEEL_GRAPHS: "120" };
  const { code } = start(process.execPath, args, { cwd: root, env, onLine: log.say });
  process.exitCode = await code;
});
