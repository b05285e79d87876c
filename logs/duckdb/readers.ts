import type { Format } from "../formats/format";

/** How DuckDB gets at lines, and at what stands between their quotation marks. `$files` is the list of the files. */
export interface Reader {
  readonly from: string;
  readonly piece: (index: number) => string;
}

/** A character that is in no log: what is split by it stays whole. */
const NOWHERE = "\\x01";

/** More pieces than any version of a log has between its quotation marks. */
const PIECES = 40;

/** Bytes above which a line is none of a load balancer. */
const LONGEST = 2 ** 20;

/**
 * Each line stands for itself: no quotation mark, closed or not, joins it to the next. What cannot be read is kept in a table. In strict
 * mode a line is kept there once for each piece that it has too many, and lines that end in two ways end the reading.
 */
function csv(compression: Compression, columns: readonly string[], delimiter: string): string {
  const types = columns.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  // What is compressed is unpacked from its start: threads cannot share such a file, but they can share out several.
  const parallel = compression === "gzip" ? "len($files) = 1" : "true";
  return `read_csv($files, auto_detect = false, columns = {${types}}, delim = '${delimiter}', quote = '', escape = '',
    header = false, null_padding = true, strict_mode = false, store_rejects = true, max_line_size = ${LONGEST},
    compression = '${compression}', parallel = (${parallel}))`;
}

export type Compression = "gzip" | "uncompressed";

export function wholeLines(compression: Compression): Reader {
  return { from: csv(compression, ["line"], NOWHERE), piece: () => "line" };
}

/** The fastest way to the fields. */
export function betweenQuotes(compression: Compression): Reader {
  const names = Array.from({ length: PIECES }, (_, index) => `p${index}`);
  return { from: csv(compression, names, '"'), piece: (index) => `p${index}` };
}

/** The entries of a list in JSON, as lines. */
export function listed(compression: Compression): Reader {
  const objects = `read_json_objects($files, format = 'array', compression = '${compression}')`;
  return { from: `(SELECT CAST(json AS VARCHAR) AS line FROM ${objects})`, piece: () => "line" };
}

/** Lines that do not fit as they are, once what a backslash escapes is taken out of them. */
export function unescaped(format: Format, lines: Reader): Reader {
  const from = unfit(format, { ...lines, piece: (index) => `string_split(line, '"')[${index + 1}]` });
  const piece = (index: number) => `string_split(regexp_replace(line, '\\\\.', '', 'gs'), '"')[${index + 1}]`;
  return format.sql.by === "line" ? { from, piece: () => "line" } : { from: `(${from})`, piece };
}

/** What a reader's lines hold, in the columns of a format. */
export function columnsOf({ sql }: Format, { from, piece }: Reader, more = ""): string {
  const named = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([name, expression]) => `${expression} AS ${name}`);
  const prepared = [...named(sql.prepared(piece)), ...(more === "" ? [] : [more])].join(", ");
  const columns = [...named(sql.columns), ...(more === "" ? [] : [more])].join(", ");
  return `SELECT ${columns} FROM (SELECT ${prepared} FROM ${from})`;
}

/** Whether a line fits, of the columns before and after they are finished. */
export const FITS = "coalesce(fits AND minute IS NOT NULL AND received IS NOT NULL AND sent IS NOT NULL, false)";

/** Moments begin so. */
export const startOf = (minute: string) =>
  `CASE WHEN regexp_full_match(${minute}, '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d') THEN epoch(try_cast(${minute} AS TIMESTAMP)) END`;

/** The lines that do not fit a format. */
export function unfit(format: Format, reader: Reader): string {
  const fits = `(${format.sql.finished?.fits ?? "true"}) AND ${startOf("minute")} IS NOT NULL AND ${FITS}`;
  return `SELECT line FROM (${columnsOf(format, reader, "line")}) WHERE NOT coalesce(${fits}, false)`;
}
