import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, opendir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileNameOf, isDigest, type SignedApproval, type Wanted } from "./approval";
import { ControlError } from "./run";

/** Where approvals are committed, from the top of the checkout. */
export const APPROVALS = ".evenkeel/approvals";

/** Nobody needs more approvals of one change; whoever sees more is being kept busy. */
const MOST_FILES = 100;
const LARGEST = 16 * 1024;

/** A file that may hold an approval: what it holds, or why it is not looked at. */
export interface Found {
  /** From the top of the checkout. */
  readonly path: string;
  readonly content: { readonly text: string } | { readonly why: string };
}

/** The folder of a change: no part of it is what somebody calls a stack, so that no name leads out of it. */
export function folderOf({ stack, digest }: Wanted): string {
  if (!isDigest(digest)) throw new ControlError(`${JSON.stringify(digest)} is no digest`);
  return `${APPROVALS}/${createHash("sha256").update(stack).digest("hex").slice(0, 32)}/${digest}`;
}

/** Writes an approval where it is looked for; nothing is overwritten. */
export async function keep(checkout: string, change: Wanted, signed: SignedApproval): Promise<string> {
  const folder = folderOf(change);
  await demandFolders(checkout, folder);
  await mkdir(join(checkout, folder), { recursive: true });
  const path = `${folder}/${fileNameOf(signed.payload)}`;
  await writeFile(join(checkout, path), `${JSON.stringify(signed, undefined, 2)}\n`, { flag: "wx" });
  return path;
}

/**
 * The files in the folder of a change, and of no other.
 *
 * @throws ControlError when it is no folder, or holds more than anybody needs.
 */
export async function filesOf(checkout: string, change: Wanted): Promise<Found[]> {
  const folder = folderOf(change);
  if (!(await demandFolders(checkout, folder))) return [];
  const names: string[] = [];
  for await (const { name } of await opendir(join(checkout, folder))) {
    names.push(name);
    if (names.length > MOST_FILES) {
      throw new ControlError(
        `${folder} holds more than ${MOST_FILES} files: remove all but the approvals of this change`,
      );
    }
  }
  return Promise.all(
    names
      .sort()
      .map(async (name) => ({ path: `${folder}/${name}`, content: await read(join(checkout, folder, name)) })),
  );
}

/** Whether the folder is there; a link on the way to it may lead anywhere. */
async function demandFolders(checkout: string, folder: string): Promise<boolean> {
  let path = checkout;
  for (const part of folder.split("/")) {
    path = join(path, part);
    try {
      if (!(await lstat(path)).isDirectory()) {
        throw new ControlError(`${path} is no folder (links are not followed), so approvals cannot be read`);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    }
  }
  return true;
}

async function read(path: string): Promise<Found["content"]> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const { size, isFile } = await file.stat().then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
      if (!isFile) return { why: "it is no file" };
      if (size > LARGEST) return { why: `it is larger than ${LARGEST / 1024} KiB` };
      return { text: await file.readFile("utf8") };
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { why: code === "ELOOP" ? "it is a link" : `it cannot be read (${code})` };
  }
}
