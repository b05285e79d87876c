import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sdk } from "../sources/live/sdk";
import { answersFrom, type Known } from "./answers/answer";
import type { FormatRead, LogReport } from "./answers/report";
import type { Counted, Span } from "./duckdb/file-counter";
import { LogError } from "./errors";
import { batches, type Where } from "./files/batches";
import type { LogFile, Skipped } from "./files/local";
import { countWhole } from "./whole-files";

export interface Asked extends Omit<Where, "folder"> {
  readonly sources: readonly string[];
  readonly span: Span;
  readonly known: Known;
}

/** Malformed lines that are shown. */
const SAMPLES = 5;

/**
 * Reads logs, and answers from them who got how much.
 *
 * @throws LogError when a source is not there, or holds nothing that is an access log.
 * @throws SourceError when DuckDB, or the SDK of a bucket's cloud, is not installed.
 */
export async function readLogs(asked: Asked): Promise<LogReport> {
  const { openDatabase, FileCounter } = await sdk(["@duckdb/node-api"], () => import("./duckdb/loaded.js"), "DuckDB");
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-logs-"));
  try {
    const db = await openDatabase(folder);
    try {
      const counter = await FileCounter.open(db, folder, asked.known.window, asked.span);
      const tally = new Tally();
      for await (const { files, skipped } of batches(asked.sources, { ...asked, folder })) {
        tally.skipped.push(...skipped);
        for (const alike of groupsOf(files)) {
          asked.progress(`Reading ${alike.length} ${alike.length === 1 ? "file" : "files"} …`);
          const { counted, whole, damaged } = await countWhole(counter, alike);
          tally.skipped.push(...damaged);
          tally.add(whole, counted);
        }
      }
      if (tally.files === 0) throw new LogError(nothing(tally.skipped));
      asked.progress("Working it out …");
      const { pools, routes, span } = await answersFrom(db, asked.known);
      return { version: 1, read: tally.read, window: asked.known.window, ...(span ?? {}), pools, routes };
    } finally {
      db.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Tally {
  files = 0;
  readonly skipped: Skipped[] = [];
  readonly #formats = new Map<string, FormatRead>();
  readonly #samples: string[] = [];
  #malformed = 0;

  add(files: readonly LogFile[], { lines, malformed, samples }: Counted): void {
    const [first] = files;
    if (!first) return;
    const { id, name, level, limits } = first.format;
    const before = this.#formats.get(id)?.lines ?? 0;
    this.files += files.length;
    this.#formats.set(id, { id, name, level, ...(limits === undefined ? {} : { limits }), lines: before + lines });
    this.#malformed += malformed;
    this.#samples.push(...samples);
  }

  get read(): LogReport["read"] {
    const formats = [...this.#formats.values()];
    return {
      files: this.files,
      lines: formats.reduce((sum, { lines }) => sum + lines, 0),
      malformed: this.#malformed,
      samples: this.#samples.slice(0, SAMPLES),
      skipped: this.skipped,
      formats,
    };
  }
}

/** DuckDB reads files of one kind at once. */
function groupsOf(files: readonly LogFile[]): [LogFile, ...LogFile[]][] {
  const groups = new Map<string, [LogFile, ...LogFile[]]>();
  for (const file of files) {
    const key = `${file.format.id} ${file.isGzip} ${file.isList}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}

function nothing(skipped: readonly Skipped[]): string {
  const [first, ...others] = skipped;
  if (!first) return "there is nothing in what is named";
  return `${first.name}: ${first.why}${others.length > 0 ? `; nor is any of ${others.length} more` : ""}`;
}
