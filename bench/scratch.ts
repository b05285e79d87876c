import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder, which is there until this process ends, however it does. */
export function scratch(): string {
  return removedAtEnd(mkdtempSync(join(tmpdir(), "evenkeel-bench-")));
}

export function removedAtEnd(folder: string): string {
  FOLDERS.add(folder);
  return folder;
}

const FOLDERS = new Set<string>();

process.once("exit", () => {
  for (const folder of FOLDERS) rmSync(folder, { recursive: true, force: true });
});
