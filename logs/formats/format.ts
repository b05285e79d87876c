import type { LoggedRequest } from "../request";

/** Whom the lines of a format name: what shares can be told of. */
export type Level = "target" | "group" | "listener";

/**
 * A format of logs. It is read in two ways that say the same: `parse` takes a line as it comes, `sql` has DuckDB read whole files.
 */
export interface Format {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  /** What these logs cannot tell, and where it can be seen; undefined where they name each target. */
  readonly limits?: string;
  /** Whether a line is of this format; it need not be whole. */
  recognises(line: string): boolean;
  /** Undefined where the line is malformed. */
  parse(line: string): LoggedRequest | undefined;
  readonly sql: Reading;
}

/** What is known of each line. */
type Column = "minute" | "balancer" | "route" | "pool" | "target" | "zone" | "received" | "sent" | "seconds" | "fits";

/**
 * How DuckDB takes lines apart, in three steps, for what is done to each line is what costs. All of it is text of this program: what a
 * log says is never put into it.
 */
interface Reading {
  /** Whether it is given the whole of a line, or the pieces between its quotation marks. */
  readonly by: "line" | "quotes";
  /**
   * What is worked out of each line first, by name.
   *
   * @param piece the expression for a piece of the line; the first has the number 0.
   */
  prepared(piece: (index: number) => string): Readonly<Record<string, string>>;
  /** From what is prepared. `minute` is as in `2026-01-31T12:59`; `fits` is false, or null, where the line is malformed. */
  readonly columns: Readonly<Record<Column, string>>;
  /** What is left to be done to the columns once requests that have the same are counted. */
  readonly finished?: Partial<Readonly<Record<"route" | "pool" | "fits", string>>>;
}
