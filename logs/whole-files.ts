import type { Counted, FileCounter } from "./duckdb/file-counter";
import { brokenAt } from "./files/gzip";
import type { LogFile, Skipped } from "./files/local";

interface Whole {
  readonly counted: Counted;
  /** The files that were counted. */
  readonly whole: readonly LogFile[];
  readonly damaged: readonly Skipped[];
}

const NOTHING: Counted = { lines: 0, malformed: 0, samples: [] };

/**
 * Counts files of one kind, or those of them that are whole. DuckDB unpacks what is damaged into some lines that are malformed, if it
 * can, and into some that are not but wrong; and where it cannot, it does not tell in which of the files. So where either happens the
 * files are looked at one by one, and what was counted is forgotten.
 */
export async function countWhole(counter: FileCounter, files: readonly [LogFile, ...LogFile[]]): Promise<Whole> {
  await counter.db.run("BEGIN TRANSACTION");
  const result = await counter.count(files).catch((error: unknown) => ({ error }));
  const isSuspect = "error" in result || result.malformed > 0;
  const damaged = isSuspect ? await damagedOf(files) : new Map<LogFile, string>();
  if (damaged.size === 0) {
    if ("error" in result) throw result.error;
    await counter.db.run("COMMIT");
    return { counted: result, whole: files, damaged: [] };
  }
  await counter.db.run("ROLLBACK");
  const whole = files.filter((file) => !damaged.has(file));
  const [first, ...others] = whole;
  return {
    counted: first ? await counter.count([first, ...others]) : NOTHING,
    whole,
    damaged: [...damaged].map(([{ name }, why]) => ({ name, why })),
  };
}

/** Why, of each that is. */
async function damagedOf(files: readonly LogFile[]): Promise<ReadonlyMap<LogFile, string>> {
  const damaged = new Map<LogFile, string>();
  for (const file of files) {
    const why = file.isGzip ? await brokenAt(file.path) : undefined;
    if (why !== undefined) damaged.set(file, why);
  }
  return damaged;
}
