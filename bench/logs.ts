import { spawn, spawnSync, type StdioOptions } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../test/support/free-port";
import { table } from "../test/support/table";
import { albLine } from "../test/logs/support/lines";
import { median } from "./analysis";
import { writeLogs } from "./log-lines";
import { processorTime } from "./processor";
import { scratch } from "./scratch";

const MAIN = join(__dirname, "../cli/main.js");
const COUNT = `{ count[$5] += 1 } END { for (target in count) print target, count[target] }`;

interface Taken {
  /** Milliseconds. */
  readonly clock: number;
  readonly processor: number;
}

interface Round {
  readonly logs: Taken;
  readonly awk: Taken;
  readonly zcat: Taken;
  /** MB. */
  readonly memory: number;
}

/** `npm run bench -- logs`: `evenkeel logs` beside what only unpacks the same files, and what counts one column of them. */
export async function benchLogs(
  sizes: readonly (readonly [lines: number, rounds: number])[],
  tell: (text: string) => void,
) {
  const folder = scratch();
  const rows: string[][] = [];
  for (const [lines, rounds] of sizes) {
    tell(`${lines} lines: writing`);
    const files = await filesOf(folder, lines);
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      tell(`${lines} lines: round ${round + 1} of ${rounds}`);
      all.push(inTurn(folder, files));
    }
    rows.push(rowOf(lines, all));
  }
  const heads = [
    "Lines",
    "Rounds",
    "zcat",
    "zcat and awk",
    "evenkeel logs",
    "Ratio to awk",
    "By the clock",
    "Ratio to zcat",
    "Lines a second",
    "Memory",
  ];
  return `Processor time; by the clock are the second ratio to awk and the lines a second:

${table(heads, rows)}

${await followed(folder, Math.min(...sizes.map(([lines]) => lines)))}`;
}

/** Many lines are the same ones several times: to unpack, to split and to count them takes as long as if they were not. */
async function filesOf(folder: string, lines: number): Promise<string[]> {
  const most = 1_000_000;
  const files = await writeLogs(folder, Math.min(lines, most));
  return Array.from({ length: Math.ceil(lines / most) }, () => files).flat();
}

function inTurn(folder: string, files: readonly string[]): Round {
  const peak = join(folder, "kilobytes");
  const env = { ...process.env, EVENKEEL_BENCH_PEAK: peak };
  const logs = time(() =>
    spawnSync(process.execPath, ["--require", require.resolve("./peak-hook"), MAIN, "logs", ...files], {
      env,
      stdio: OUTPUT,
    }),
  );
  const awk = time(() =>
    spawnSync("sh", ["-c", 'zcat "$@" | awk "$COUNT"', "sh", ...files], { env: { ...env, COUNT }, stdio: OUTPUT }),
  );
  const zcat = time(() => spawnSync("zcat", files, { stdio: OUTPUT }));
  return { logs, awk, zcat, memory: Number(readFileSync(peak, "utf8")) / 1024 };
}

const OUTPUT: StdioOptions = ["ignore", "ignore", "inherit"];

function time(run: () => { readonly status: number | null }): Taken {
  const [start, before] = [process.hrtime.bigint(), processorTime()];
  const { status } = run();
  if (status !== 0) throw new Error(`a process ended with ${String(status)}`);
  return { clock: Number(process.hrtime.bigint() - start) / 1e6, processor: processorTime() - before };
}

function rowOf(lines: number, rounds: readonly Round[]): string[] {
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const seconds = (value: (round: Round) => number) => `${(of(value) / 1000).toFixed(2)} s`;
  return [
    lines.toLocaleString("en-US"),
    String(rounds.length),
    seconds(({ zcat }) => zcat.processor),
    seconds(({ awk }) => awk.processor),
    seconds(({ logs }) => logs.processor),
    of(({ logs, awk }) => logs.processor / awk.processor).toFixed(2),
    of(({ logs, awk }) => logs.clock / awk.clock).toFixed(2),
    of(({ logs, zcat }) => logs.processor / zcat.processor).toFixed(2),
    Math.round((lines / of(({ logs }) => logs.clock)) * 1000).toLocaleString("en-US"),
    `${Math.max(...rounds.map(({ memory }) => memory)).toFixed(0)} MB`,
  ];
}

/** Lines that are followed: how many a second, and how soon one shows in the metrics. */
async function followed(folder: string, lines: number): Promise<string> {
  const [first = "", ...others] = await writeLogs(folder, lines);
  const command = 'zcat "$@" | "$NODE" "$MAIN" logs - --follow';
  const env = { ...process.env, NODE: process.execPath, MAIN };
  const taken = time(() => spawnSync("sh", ["-c", command, "sh", first, ...others], { env, stdio: OUTPUT }));
  const delays = await delaysIn(join(folder, "grows.log"));
  const rate = (milliseconds: number) => Math.round((lines / milliseconds) * 1000).toLocaleString("en-US");
  return `\`--follow\` takes ${rate(taken.clock)} lines a second from \`zcat\`, or ${rate(taken.processor)} in a second of the processor, \`zcat\`
included. A line that is written to a file shows in the metrics after
${median(delays).toFixed(0)} ms (median of ${delays.length}; ${Math.max(...delays).toFixed(0)} ms at most).`;
}

async function delaysIn(file: string): Promise<number[]> {
  writeFileSync(file, `${albLine({ time: Date.now() })}\n`);
  const port = await freePort();
  const server = spawn(process.execPath, [MAIN, "logs", file, "--follow", "--metrics", String(port)], {
    stdio: "ignore",
  });
  const delays: number[] = [];
  try {
    await shows(port, 1);
    for (let line = 2; line <= 21; line += 1) {
      await wait(37);
      const start = process.hrtime.bigint();
      appendFileSync(file, `${albLine({ time: Date.now() })}\n`);
      await shows(port, line);
      delays.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  } finally {
    server.kill();
    await once(server, "exit");
  }
  return delays;
}

async function shows(port: number, lines: number): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    const text = await fetch(`http://127.0.0.1:${port}/metrics`)
      .then((answer) => answer.text())
      .catch(() => "");
    if (text.includes(`evenkeel_lines_total ${lines}\n`)) return;
    await wait(5);
  }
  throw new Error("a line did not show in the metrics");
}
