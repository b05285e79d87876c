import { execFileSync } from "node:child_process";
import { script } from "../../scripts/scripts";

const PROGRAM = `
import json, sys
import sqlglot
from sqlglot import exp
out = []
for one in json.load(sys.stdin):
    tree = sqlglot.parse_one(one["sql"], dialect=one["dialect"], error_level=sqlglot.ErrorLevel.RAISE)
    if list(tree.find_all(exp.Command)): raise SystemExit("not understood: " + one["sql"])
    out.append(tree.sql(dialect="duckdb"))
json.dump(out, sys.stdout)
`;

/** Parses statements of a dialect, and says the same in that of DuckDB. @throws when one of them is no SQL of its dialect. */
export async function inDuckDb(
  statements: readonly { readonly sql: string; readonly dialect: string }[],
): Promise<string[]> {
  const { ensureMoto } = await script<{ readonly ensureMoto: () => Promise<string> }>("moto.mjs");
  const env = { ...process.env, PYTHONPATH: await ensureMoto(), PYTHONDONTWRITEBYTECODE: "1" };
  const input = JSON.stringify(statements);
  return JSON.parse(execFileSync("python3", ["-c", PROGRAM], { env, input, encoding: "utf8" })) as string[];
}
