import { createWriteStream } from "node:fs";
import { open, readdir, realpath, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LogError } from "../errors";
import { formatOf } from "../formats";
import type { Format } from "../formats/format";
import { damageOf, isGzip as isPacked, unpacked, type Ends } from "./gzip";

/** A file of a known format. */
export interface LogFile {
  /** As a person knows it. */
  readonly name: string;
  /** Where it is on this machine. */
  readonly path: string;
  readonly isGzip: boolean;
  /** Whether it is one list of entries, rather than an entry a line. */
  readonly isList: boolean;
  readonly format: Format;
}

/** A file that is not read, and why. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

/** Bytes of a file that are looked at to tell what it is. */
const START = 64 * 1024;

/** Lines that may be malformed before one tells what the file is. */
const FIRST_LINES = 20;

/**
 * The files of a folder and all that is in it, sorted; a file itself.
 *
 * @throws LogError when there is nothing of this name, or it may not be read.
 */
export async function filesIn(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const all = await readdir(path, { recursive: true, withFileTypes: true });
    return all
      .filter((one) => one.isFile() && !one.name.startsWith("."))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new LogError(`${path}: ${WHY[code] ?? code}`);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "it may not be read",
};

/** Puts what comes from a stream into a file, for it is looked at before it is read. */
export async function spooled(stream: Readable, path: string): Promise<string> {
  await pipeline(stream, createWriteStream(path));
  return path;
}

/** Tells what a file is by its start; undefined where it is empty. */
export async function recognised(name: string, path: string): Promise<LogFile | Skipped | undefined> {
  const ends = await endsOf(path);
  const isGzip = isPacked(ends.start);
  let start = ends.start;
  if (isGzip) {
    try {
      start = unpacked(ends.start);
    } catch {
      return { name, why: "it is compressed, but not with gzip, or damaged" };
    }
  }
  const lines = start
    .toString()
    .split(/\r?\n/, FIRST_LINES)
    .filter((line) => line.trim() !== "");
  const [first] = lines;
  if (first === undefined) return undefined;
  const isList = first.trimStart().startsWith("[");
  // A list is of entries of Cloud Logging, whatever the first of them is.
  const found = isList ? [formatOf('{"logName":')] : lines.map(formatOf);
  const format = found.find((one) => "id" in one);
  if (format) {
    const why = isGzip ? await damageOf(path, ends, start) : undefined;
    return why === undefined ? { name, path, isGzip, isList, format } : { name, why };
  }
  const what = found.find((one) => "what" in one && one.what !== undefined);
  return {
    name,
    why: what && "what" in what && what.what ? `it holds ${what.what}` : "it is no access log of a load balancer",
  };
}

async function endsOf(path: string): Promise<Ends> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const part = async (length: number, from: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    return { size, start: await part(START, 0), end: await part(4, Math.max(0, size - 4)) };
  } finally {
    await file.close();
  }
}

/** DuckDB takes some characters in the name of a file for a pattern: such a file gets another name to be read by. */
export async function plainlyNamed(file: LogFile, folder: string, number: number): Promise<string> {
  if (!/[*?[\]{}\\]/.test(file.path)) return file.path;
  const link = join(folder, `named-${number}`);
  await symlink(await realpath(file.path), link);
  return link;
}
