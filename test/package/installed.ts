import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run, type Ended } from "../sdks/run";

const root = resolve(__dirname, "../../..");

/** What the components need beside the package. */
const SDKS = ["@pulumi/aws", "@pulumi/gcp", "@pulumi/github"];

/** The package as a user has it: packed, and installed into a folder with nothing else than the SDKs of what it makes. */
export interface Installed {
  readonly folder: string;
  /** What is in the package. */
  readonly files: readonly string[];
  readonly node: (...args: string[]) => Promise<Ended>;
  readonly remove: () => Promise<void>;
}

export async function install(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-package-"));
  const packed = await run("npm", ["pack", "--json", "--pack-destination", folder], root);
  assert.equal(packed.exitCode, 0, packed.output);
  const [{ filename, files }] = JSON.parse(packed.output) as [{ filename: string; files: { path: string }[] }];
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const versions = devDependencies();
  const sdks = SDKS.map((name) => `${name}@${versions[name] ?? ""}`);
  const installed = await run("npm", ["install", ...flags, `./${filename}`, ...sdks], folder);
  assert.equal(installed.exitCode, 0, installed.output);
  return {
    folder,
    files: files.map(({ path }) => path),
    node: (...args) => run(process.execPath, args, folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

function devDependencies(): Readonly<Record<string, string>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file of the checkout, not of what is compiled
  return (require(join(root, "package.json")) as { devDependencies: Record<string, string> }).devDependencies;
}
