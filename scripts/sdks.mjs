// @ts-check
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { whenStarted } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { pythonPackages } from "./lib/python.mjs";
import { run } from "./lib/run.mjs";
import { firstThatWorks } from "./pulumi/first-that-works.mjs";
import { sdkGenerator } from "./pulumi/from-source.mjs";
import { compile } from "./setup/compile.mjs";

const remedy = "Install Go (go.dev/dl), then run this again.";

/**
 * What the SDKs in other languages are made and checked with, made ready the first time.
 * @param {import("./lib/report.mjs").Reporter} log
 */
export async function ensureSdkTools(log) {
  const { command } = await firstThatWorks("generator of SDKs", [sdkGenerator], remedy, log);
  return { generator: command, python: await pythonPackages("sdks", `${root}test/sdks/requirements.txt`, log) };
}

/**
 * Writes the SDKs for Python and Go into folders of those names.
 * @param {string} generator
 * @param {string} folder
 */
export async function writeSdks(generator, folder) {
  const { schema } = createRequire(import.meta.url)(`${root}bin/plugin/schema.js`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "schema.json");
  writeFileSync(file, JSON.stringify(schema));
  await run(generator, [file, folder]);
}

// `npm run sdks -- FOLDER`; where the language hosts are installed, `pulumi package gen-sdk` does the same.
await whenStarted(import.meta.url, async (log) => {
  const folder = resolve(process.argv[2] ?? "sdks");
  await compile(log);
  const { generator } = await ensureSdkTools(log);
  await writeSdks(generator, folder);
  log.say(`Written: ${folder}`);
});
