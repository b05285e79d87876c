// @ts-check
import { existsSync, readdirSync, rmSync } from "node:fs";
import { installed, root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/**
 * Compiles what has changed since the last time.
 * @param {import("../lib/report.mjs").Reporter} log
 */
export async function compile(log) {
  removeOrphans(`${root}bin/`, root);
  await log.step("Compile", async () => {
    await run(installed("tsc"), ["--project", ".", "--pretty", "false"], { cwd: root });
    // Not before the packages are installed, of which the bundler is one.
    const { bundlePage } = await import("./page.mjs");
    await bundlePage();
  });
}

/**
 * The compiler leaves the output of a source that is gone, and mocha would still run a spec that nobody can read.
 * @param {string} output
 * @param {string} sources
 */
function removeOrphans(output, sources) {
  if (!existsSync(output)) return;
  for (const file of readdirSync(output, { recursive: true, encoding: "utf8" })) {
    const stem = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(file)?.[1];
    if (stem && !existsSync(`${sources}${stem}.ts`)) rmSync(`${output}${file}`);
  }
}
