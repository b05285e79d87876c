import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { ALB_COLUMNS, ALB_LINE } from "../../components/aws/alb-log-format";
import type { LogReport } from "../../logs/answers/report";
import { openDatabase } from "../../logs/duckdb/database";
import { QUESTIONS, type QuestionName } from "../../logs/questions/questions";
import { sqlFor, WAREHOUSES } from "../../logs/questions/warehouse";
import { albLine, gcpEntry, GROUP, START, type AlbRequest } from "./support/lines";
import { logFolder, read } from "./support/read";
import { inDuckDb } from "./support/sqlglot";

type Warehouse = keyof typeof WAREHOUSES;
type Row = Readonly<Record<string, unknown>>;

const NAMES = Object.keys(QUESTIONS) as QuestionName[];
const DAYS = { from: "2026-01-31", to: "2026-01-31" };
const HOSTILE = `o'clock"; DROP TABLE x; --`;

/** Six windows over two pools; in the last three of them one target of the first gets most. */
function requests(): AlbRequest[] {
  return Array.from({ length: 6 }, (_, window) => window).flatMap((window) =>
    Array.from({ length: 240 }, (_, index) => {
      const isFirst = index % 3 > 0;
      const favoured = window >= 3 && isFirst && index % 5 < 3;
      const target = index % 40 === 39 ? "-" : favoured ? "10.0.0.1:80" : `10.0.0.${1 + (index % 4)}:80`;
      const seconds = target === "-" ? -1 : (index % 7) / 8;
      const more = { pool: GROUP(isFirst ? "blue" : "green"), rule: isFirst ? "10" : "0", userAgent: 'a\\"b' };
      return { time: START + window * 300_000 + index * 1000, target, seconds, sent: index * 100, ...more };
    }),
  );
}

describe("The questions in SQL", function () {
  this.timeout(120_000);
  const { write } = logFolder();
  let folder: string;
  let db: DuckDBConnection;
  let told: Map<string, string>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "evenkeel-test-"));
    db = await openDatabase(folder);
    const warehouses = (["athena", "bigquery"] as const).flatMap((warehouse) =>
      NAMES.map((question) => ({ warehouse, question })),
    );
    const statements = warehouses.map(({ warehouse, question }) => ({
      sql: sqlFor({ warehouse, question, table: "logs", window: 300, days: DAYS }),
      dialect: warehouse,
    }));
    const inOurs = await inDuckDb(statements);
    told = new Map(
      warehouses.map(({ warehouse, question }, index) => [`${warehouse} ${question}`, inOurs[index] ?? ""]),
    );
  });
  after(() => {
    db.closeSync();
    rmSync(folder, { recursive: true });
  });

  async function answer(warehouse: Warehouse, question: QuestionName): Promise<Row[]> {
    const own = sqlFor({ warehouse, question, table: "logs", window: 300, days: DAYS });
    const sql = warehouse === "duckdb" ? own : (told.get(`${warehouse} ${question}`) ?? "");
    return (await db.runAndReadAll(sql)).getRowObjectsJS();
  }

  /** The rows that Athena's reader makes of these lines. */
  async function loadAlb(lines: readonly string[]): Promise<void> {
    const pattern = new RegExp(ALB_LINE);
    const types = ALB_COLUMNS.map(({ name, type }) => `${name} ${type === "string" ? "VARCHAR" : type}`);
    await db.run(`CREATE OR REPLACE TABLE logs (${types.join(", ")}, day VARCHAR)`);
    const appender = await db.createAppender("logs");
    for (const line of lines) {
      const found = pattern.exec(line);
      for (const [index, { type }] of ALB_COLUMNS.entries()) {
        const value = found?.[index + 1];
        if (value === undefined) appender.appendNull();
        else if (type === "double") appender.appendDouble(Number(value));
        else if (type === "bigint") appender.appendBigInt(BigInt(value));
        else appender.appendVarchar(value);
      }
      appender.appendVarchar("2026/01/31");
      appender.endRow();
    }
    appender.closeSync();
  }

  async function loadGcp(lines: readonly string[]): Promise<void> {
    const file = write("rows.json", lines);
    await db.run(
      `CREATE OR REPLACE TABLE logs AS SELECT CAST(timestamp AS TIMESTAMPTZ) AS timestamp, resource,
        struct_pack(requestSize := CAST(httpRequest.requestSize AS BIGINT), responseSize := CAST(httpRequest.responseSize AS BIGINT),
          latency := CAST(rtrim(httpRequest.latency, 's') AS DOUBLE)) AS httpRequest
      FROM read_json($file, format = 'newline_delimited')`,
      { file },
    );
  }

  const near = (a: unknown, b: number) => {
    assert.ok(Math.abs(Number(a) - b) < 1e-9, `${String(a)} is not ${b}`);
  };

  /** What the database says is what the command says, which reads the lines and shares them on its own. */
  async function sameAs(report: LogReport, warehouse: Warehouse): Promise<void> {
    const ask = (question: QuestionName) => answer(warehouse, question);
    const [targets, effective, windows] = [await ask("targets"), await ask("effective"), await ask("windows")];
    const [favourites, routes, zones] = [await ask("favourites"), await ask("routes"), await ask("zones")];
    assert.ok(targets.length > 0);
    assert.equal(targets.length, report.pools.flatMap((pool) => pool.targets).length);
    for (const row of targets) {
      const pool = report.pools.find((one) => one.pool === row["pool"]);
      const target = pool?.targets.find((one) => one.target === row["target"]);
      assert.ok(target);
      near(row["requests"], target.requests);
      near(row["share"], target.share);
      near(row["share_of_bytes"], target.shareOfBytes);
      near(row["share_of_time"], target.shareOfTime);
    }
    for (const row of effective) {
      const pool = report.pools.find((one) => one.pool === row["pool"]);
      assert.ok(pool);
      near(row["effective_backends"], pool.effectiveBackends);
      near(row["largest_share"], pool.largestShare);
      near(row["effective_in_worst_window"], Math.min(...pool.windows.map((one) => one.effectiveBackends)));
    }
    for (const pool of report.pools) {
      const own = favourites.filter((row) => row["pool"] === pool.pool);
      assert.deepEqual(
        own
          .map((row) => [row["target"], new Date(Number(row["since"]) * 1000).toISOString().replace(".000Z", "Z")])
          .sort(),
        pool.favourites.map(({ target, since }) => [target, since]).sort(),
      );
      for (const [index, window] of pool.windows.entries()) {
        const start = Date.parse(window.start) / 1000;
        const rows = windows.filter((row) => row["pool"] === pool.pool && Number(row["started"]) === start);
        assert.equal(
          rows.reduce((sum, row) => sum + Number(row["requests"]), 0),
          window.requests,
          String(index),
        );
        near(Math.max(...rows.map((row) => Number(row["share"]))), window.largestShare);
      }
    }
    for (const route of report.routes) {
      for (const pool of route.pools) {
        const row = routes.find((one) => one["route"] === route.route && one["pool"] === pool.pool);
        near(row?.["share"], pool.share);
      }
    }
    assert.equal(zones.length, report.pools.flatMap((pool) => pool.zones.filter(({ zone }) => zone !== "")).length);
  }

  it("come to the same on Athena's table, and on the same table in DuckDB", async () => {
    const lines = [...requests().map(albLine), albLine({ time: START, fields: 20 }), "garbage"];
    const report = await read([write("a.log", lines)]);
    assert.ok(report.pools.some(({ favourites }) => favourites.length > 0));
    await loadAlb(lines);
    await sameAs(report, "athena");
    await sameAs(report, "duckdb");
  });

  it("come to the same on BigQuery's table", async () => {
    const entries = requests().map(({ time, target, pool = "", sent = 0, seconds = 0 }) => {
      const isNone = target === "-";
      const labels = {
        backend_target_name: pool.slice(-30),
        backend_name: isNone ? "" : `ig ${target ?? ""} ${HOSTILE}`,
      };
      const request = { responseSize: String(sent), latency: `${Math.max(0, seconds)}s` };
      return JSON.stringify(gcpEntry({ time, labels, request }));
    });
    const report = await read([write("a.json", entries)]);
    await loadGcp(entries);
    await sameAs(report, "bigquery");
  });

  it("read the days that are asked for only", async () => {
    await loadAlb([albLine({ time: START })]);
    const sql = sqlFor({
      warehouse: "duckdb",
      question: "targets",
      table: "logs",
      window: 300,
      days: { from: "2026-02-01", to: "2026-02-02" },
    });
    assert.equal((await db.runAndReadAll(sql)).currentRowCount, 0);
  });

  it("quote the name of a table as each database does", () => {
    const asked = { question: "targets", table: 'a"b.c`d', window: 300, days: DAYS } as const;
    assert.match(sqlFor({ ...asked, warehouse: "athena" }), /FROM "a""b"\."c`d"/);
    assert.match(sqlFor({ ...asked, warehouse: "bigquery" }), /FROM `a"b`\.`c\\`d`/);
  });
});
