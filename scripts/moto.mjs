// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cached, cacheFolder } from "./lib/cache.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const requirements = `${root}test/cloud/requirements.txt`;

/** @type {import("./lib/report.mjs").Reporter["step"]} */
const silently = (_name, work) => work(() => undefined);

/**
 * The folder with the Python packages of a server that speaks the APIs of AWS, installed the first time.
 * @param {{ step: import("./lib/report.mjs").Reporter["step"] }} [log]
 */
export function ensureMoto({ step } = { step: silently }) {
  const names = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  return cached(join(dirname(cacheFolder()), "python"), `moto-${names}`, (folder) =>
    step("Install the Python packages that test/cloud/requirements.txt names", () =>
      run("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, "-r", requirements]),
    ),
  );
}
