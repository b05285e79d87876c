// @ts-check
import { delimiter } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { isClean } from "./policy/clean.mjs";
import { publishPack } from "./policy/publish.mjs";
import { setup } from "./setup.mjs";

const usage = "Say for whom: npm run policy:publish -- ORGANISATION";

await whenStarted(import.meta.url, async (log) => {
  const [organisation, ...others] = process.argv.slice(2);
  if (!organisation || others.length > 0 || organisation.startsWith("-")) throw new Error(usage);
  // Before minutes go by, of which the build would take some.
  await isClean(root);
  const { directories } = await setup(log);
  const env = { ...process.env, PATH: [...directories, process.env["PATH"]].join(delimiter) };
  await publishPack({ folder: root, organisation, env, log });
});
