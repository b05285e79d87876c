/** What the databases say differently; all else in the questions is standard SQL. */
export interface Dialect {
  readonly double: string;
  /** A name as it is: that of a table may be anything. */
  quoted(name: string): string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const duckdb: Dialect = { double: "DOUBLE", quoted };

/** @see https://docs.aws.amazon.com/athena/latest/ug/dml-queries-functions-operators.html */
export const athena: Dialect = { double: "DOUBLE", quoted };

/** @see https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical */
export const bigquery: Dialect = {
  double: "FLOAT64",
  quoted: (name) => `\`${name.replace(/[`\\]/g, (one) => `\\${one}`)}\``,
};
