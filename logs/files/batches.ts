import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { LogError } from "../errors";
import { bucketNamed, openBucket } from "./buckets";
import { filesIn, recognised, spooled, type LogFile, type Skipped } from "./local";

/** Files that are read at once. */
export interface Batch {
  readonly files: readonly LogFile[];
  readonly skipped: readonly Skipped[];
}

/** Objects of a bucket that are fetched before they are read and thrown away. */
const OBJECTS = 64;

/** Objects that are fetched, or files that are looked at, at the same time: each takes one of the files that a process may have open. */
const AT_ONCE = 8;

export interface Where {
  /** Where what is not in files is put. */
  readonly folder: string;
  readonly stdin: Readable;
  /** What stands for the standard input among the names. */
  readonly standardInput: string;
  readonly progress: (text: string) => void;
}

/**
 * The files that are meant by these names: files, folders, `s3://` and `gs://`, or the standard input.
 *
 * @throws LogError when one of them is not there.
 */
export async function* batches(sources: readonly string[], where: Where): AsyncGenerator<Batch> {
  const local: [string, string][] = [];
  for (const source of sources) {
    const named = bucketNamed(source);
    if (named) yield* batchesOf(named, where);
    else if (source === where.standardInput)
      local.push([source, await spooled(where.stdin, join(where.folder, "stdin"))]);
    else local.push(...(await filesIn(source)).map((path): [string, string] => [path, path]));
  }
  if (local.length === 0) return;
  const { default: pLimit } = await import("p-limit");
  yield sorted(await pLimit(AT_ONCE).map(local, ([name, path]) => recognised(name, path)));
}

async function* batchesOf(
  { cloud, bucket, prefix }: NonNullable<ReturnType<typeof bucketNamed>>,
  { folder, progress }: Where,
): AsyncGenerator<Batch> {
  const [{ default: pLimit }, opened] = await Promise.all([import("p-limit"), openBucket(cloud, bucket)]);
  const limit = pLimit(AT_ONCE);
  const place = join(folder, "objects");
  let fetched = 0;
  const fetch = async (names: readonly string[]): Promise<Batch> => {
    await mkdir(place, { recursive: true });
    const all = names.map((name, index) =>
      limit(async () => {
        const path = await spooled(await opened.open(name), join(place, String(index)));
        progress(`Fetching logs … ${(fetched += 1)} objects`);
        return recognised(`${cloud}://${bucket}/${name}`, path);
      }),
    );
    return sorted(await Promise.all(all));
  };
  let names: string[] = [];
  try {
    for await (const name of opened.list(prefix)) {
      names.push(name);
      if (names.length < OBJECTS) continue;
      yield await fetch(names);
      await rm(place, { recursive: true });
      names = [];
    }
    if (names.length > 0) yield await fetch(names);
  } catch (error) {
    throw new LogError(`${cloud}://${bucket}/${prefix}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (fetched === 0) throw new LogError(`${cloud}://${bucket}/${prefix}: no object starts with this`);
  await rm(place, { recursive: true, force: true });
}

function sorted(all: readonly (LogFile | Skipped | undefined)[]): Batch {
  const files = all.filter((one) => one !== undefined && "format" in one);
  const skipped = all.filter((one) => one !== undefined && "why" in one);
  return { files, skipped };
}
