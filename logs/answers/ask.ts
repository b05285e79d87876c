import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../questions/dialect";
import { QUESTIONS, statement, type QuestionName } from "../questions/questions";

/** A row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** Asks the counts, and gives the rows as they come: there may be many. */
export async function* ask(db: DuckDBConnection, question: QuestionName): AsyncGenerator<Row> {
  const result = await db.stream(statement(QUESTIONS[question].sql(duckdb)));
  const names = result.columnNames();
  for await (const rows of result.yieldRowsJs()) {
    for (const row of rows) yield Object.fromEntries(names.map((name, index) => [name, row[index]]));
  }
}

/** Of a database comes a number or a bigint; sums of requests and bytes are below 2⁵³. */
export function numberIn(row: Row, name: string): number {
  return Number(row[name] ?? 0);
}

export function textIn(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}

export function sumsIn(row: Row) {
  const of = (name: string) => numberIn(row, name);
  return {
    ...{ requests: of("requests"), received: of("received"), sent: of("sent") },
    ...{ seconds: of("seconds"), timed: of("timed") },
  };
}
