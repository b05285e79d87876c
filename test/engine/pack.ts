import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface ThrowawayPack {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** A policy pack made of the given source, which may use everything that this repository has installed. */
export async function newPack(source: string): Promise<ThrowawayPack> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-pack-"));
  const installed = dirname(dirname(dirname(require.resolve("@pulumi/policy/package.json"))));
  await symlink(installed, join(folder, "node_modules"));
  await writeFile(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "throwaway", version: "0.0.1", main: "index.js" }),
  );
  await writeFile(join(folder, "index.js"), source);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
