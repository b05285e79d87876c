// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { root } from "../lib/paths.mjs";

/** The folders that hold TypeScript, of those that tsconfig.json names. */
const sources = JSON.parse(readFileSync(`${root}tsconfig.json`, "utf8")).include.filter(
  (/** @type {string} */ folder) => existsSync(root + folder),
);

/** What is checked without running anything; the cheapest first. */
export const checks = [
  { name: "Format", command: ["prettier", "--check", "."] },
  { name: "Types of the scripts", command: ["tsc", "--project", "scripts"] },
  { name: "Types of the page", command: ["tsc", "--project", "cli/page"] },
  { name: "Layers", command: ["depcruise", "--config", ".dependency-cruiser.cjs", ...sources] },
  { name: "Unused code", command: ["knip"] },
  { name: "Lint", command: ["eslint", "."] },
  { name: "Entries of the package", command: ["publint", "--strict"] },
  { name: "Types of the package", command: ["attw", "--pack", ".", "--format", "ascii"] },
];
