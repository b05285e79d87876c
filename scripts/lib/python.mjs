// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { cached, cacheFolder } from "./cache.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

/** @type {import("./report.mjs").Reporter["step"]} */
const silently = (_name, work) => work(() => undefined);

/**
 * The folder with the Python packages that a file of requirements names, installed the first time.
 * @param {string} name
 * @param {string} requirements
 * @param {{ step: import("./report.mjs").Reporter["step"] }} [log]
 */
export function pythonPackages(name, requirements, { step } = { step: silently }) {
  const names = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  return cached(join(dirname(cacheFolder()), "python"), `${name}-${names}`, (folder) =>
    step(`Install the Python packages that ${relative(root, requirements)} names`, () =>
      run("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, "-r", requirements]),
    ),
  );
}
