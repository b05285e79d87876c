import { listValue, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import { plainlyNamed, type LogFile } from "../files/local";
import type { Format } from "../formats/format";
import {
  betweenQuotes,
  columnsOf,
  FITS,
  listed,
  startOf,
  unescaped,
  unfit,
  wholeLines,
  type Compression,
  type Reader,
} from "./readers";

/** What files were found to hold, beside the counts themselves. */
export interface Counted {
  readonly lines: number;
  readonly malformed: number;
  /** Some of the malformed lines, cut short. */
  readonly samples: readonly string[];
}

/** The part of the time that is counted: minutes as `2026-01-31T12:59`, the second one no longer; undefined where it has no bound. */
export interface Span {
  readonly since: string | undefined;
  readonly until: string | undefined;
}

const SAMPLES = 3;
const SAMPLE_LENGTH = 160;

/** How many requests each target got in each window, which `started` then, in seconds since 1970. What a log does not name is empty. */
const CREATE = `CREATE TEMP TABLE IF NOT EXISTS counts (started BIGINT, balancer VARCHAR, route VARCHAR, pool VARCHAR, target VARCHAR,
  zone VARCHAR, requests BIGINT, received BIGINT, sent BIGINT, seconds DOUBLE, timed BIGINT)`;

/** Adds what files hold to the table `counts`. */
export class FileCounter {
  #links = 0;

  private constructor(
    readonly db: DuckDBConnection,
    readonly folder: string,
    readonly window: number,
    readonly span: Span,
  ) {}

  /**
   * @param folder for links to files.
   * @param window the length of a window in seconds, a multiple of 60.
   */
  static async open(db: DuckDBConnection, folder: string, window: number, span: Span): Promise<FileCounter> {
    await db.run(CREATE);
    return new FileCounter(db, folder, window, span);
  }

  /** @param files of one format, all compressed or none. */
  async count(files: readonly [LogFile, ...LogFile[]]): Promise<Counted> {
    const [{ format, isGzip, isList }] = files;
    const names = await Promise.all(files.map((file) => plainlyNamed(file, this.folder, (this.#links += 1))));
    const values = { files: listValue(names) };
    const compression: Compression = isGzip ? "gzip" : "uncompressed";
    const lines = isList ? listed(compression) : wholeLines(compression);
    const isQuoted = format.sql.by === "quotes";
    const first = await this.#pass(format, isQuoted ? betweenQuotes(compression) : lines, values);
    const unread = await this.#unread();
    const total = first.lines + unread.number;
    let malformed = first.malformed + unread.number;
    if (malformed === 0) return { lines: total, malformed, samples: [] };
    const escaped = unescaped(format, lines);
    if (isQuoted) {
      const again = await this.#pass(format, escaped, values);
      malformed -= again.lines - again.malformed;
      await this.#unread();
    }
    const samples = await this.#samples(unfit(format, isQuoted ? escaped : lines), values);
    await this.#unread();
    return { lines: total, malformed, samples: [...samples, ...unread.samples].slice(0, SAMPLES) };
  }

  /** Counts what fits, and tells how many lines there were, and how many did not. */
  async #pass(format: Format, reader: Reader, values: Values): Promise<{ lines: number; malformed: number }> {
    const timed = "FILTER (WHERE seconds >= 0 AND seconds < 1e9)";
    const { route = "route", pool = "pool", fits = "true" } = format.sql.finished ?? {};
    await this.db.run(
      `CREATE OR REPLACE TEMP TABLE grouped AS
      SELECT minute, balancer, route, pool, target, zone, ${FITS} AS fits, count(*) AS requests, sum(received) AS received,
        sum(sent) AS sent, sum(seconds) ${timed} AS seconds, count(*) ${timed} AS timed
      FROM (${columnsOf(format, reader)}) GROUP BY ALL`,
      values,
    );
    await this.db.run(`CREATE OR REPLACE TEMP VIEW finished AS
      SELECT * REPLACE (${route} AS route, ${pool} AS pool, coalesce(fits AND ${fits} AND time IS NOT NULL, false) AS fits)
      FROM (SELECT *, ${startOf("minute")} AS time FROM grouped)`);
    const { since = "", until = "9999" } = this.span;
    await this.db.run(
      `INSERT INTO counts SELECT CAST(time AS BIGINT) // $window * $window, balancer, route, pool, target, zone,
        sum(requests), sum(received), sum(sent), coalesce(sum(seconds), 0), sum(timed)
      FROM finished WHERE fits AND minute >= $since AND minute < $until GROUP BY ALL`,
      { window: this.window, since, until },
    );
    const sums = await this.db.runAndReadAll(
      `SELECT CAST(coalesce(sum(requests), 0) AS DOUBLE), CAST(coalesce(sum(requests) FILTER (WHERE NOT fits), 0) AS DOUBLE) FROM finished`,
    );
    const [lines = 0, malformed = 0] = (sums.getRowsJS()[0] ?? []) as number[];
    return { lines, malformed };
  }

  /** The lines that are no text, or too long; they are forgotten then. */
  async #unread(): Promise<{ number: number; samples: string[] }> {
    const isThere = await this.db.runAndReadAll("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'");
    if (isThere.currentRowCount === 0) return { number: 0, samples: [] };
    const found = await this.db.runAndReadAll(
      `SELECT count(DISTINCT (scan_id, file_id, line)), min(left(csv_line, ${SAMPLE_LENGTH})) FROM reject_errors`,
    );
    await this.db.run("DROP TABLE reject_errors");
    await this.db.run("DROP TABLE reject_scans");
    const [number, sample] = found.getRowsJS()[0] ?? [];
    return { number: Number(number), samples: typeof sample === "string" ? [sample] : [] };
  }

  async #samples(lines: string, values: Values): Promise<string[]> {
    const found = await this.db.runAndReadAll(
      `SELECT left(line, ${SAMPLE_LENGTH}) FROM (${lines}) LIMIT ${SAMPLES}`,
      values,
    );
    return found.getRowsJS().map(([line]) => (typeof line === "string" ? line : ""));
  }
}

type Values = Record<string, DuckDBValue>;
