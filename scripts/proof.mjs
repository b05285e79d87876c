// @ts-check
import { delimiter } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { setup } from "./setup.mjs";

await whenStarted(
  import.meta.url,
  async (log) => {
    const { directories } = await setup(log);
    process.env["PATH"] = [...directories, process.env["PATH"]].join(delimiter);
    await import(`${root}bin/test/proof/main.js`);
  },
  // Standard output is for the findings.
  process.stderr,
);
