import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "./project";
import { scratch } from "./scratch";

/** The most memory that the pack's process holds in a preview, in MB; undefined where the system does not tell. */
export async function peakMemory(project: Project, pack: string): Promise<number | undefined> {
  if (!existsSync("/proc/self/status")) {
    await project.preview(pack);
    return undefined;
  }
  const file = join(scratch(), "kilobytes");
  const hook = require.resolve("./memory-hook");
  await project.preview(pack, { NODE_OPTIONS: `--require "${hook}"`, EVENKEEL_BENCH_MEMORY: file });
  return Number(await readFile(file, "utf8")) / 1024;
}
