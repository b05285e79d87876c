import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { table } from "../test/support/table";
import type { AnalysisTiming } from "./analysis";
import type { CommandTiming, StartTiming } from "./command";
import type { PreviewTiming } from "./previews";

/** The machine on which was measured, since the numbers mean nothing without it. */
export function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const pulumi = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim().replace(/^v/, "");
  const model = cores[0]?.model.trim() ?? "";
  const size = `${cores.length} cores${model === "" || model === "unknown" ? "" : ` (${model})`}, ${memory} GB of memory`;
  return `${size}; ${process.platform} ${process.arch}, Node ${process.versions.node}, Pulumi ${pulumi}.`;
}

/** What previews took of one kind of time. */
export function previewTable(timings: readonly PreviewTiming[], kind: "clock" | "processor"): string {
  return table(
    ["Stack", "Resources", "Rounds", "No pack", "Empty pack", "Evenkeel", "Evenkeel to empty", "Least to most"],
    timings.map(({ clouds, resources, rounds, [kind]: { none, empty, ours, ratio } }) => [
      clouds,
      count(resources),
      String(rounds),
      ...[none, empty, ours].map(seconds),
      isNaN(ratio.median) ? UNKNOWN : ratio.median.toFixed(2),
      isNaN(ratio.median) ? UNKNOWN : `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`,
    ]),
  );
}

export function memoryTable(timings: readonly PreviewTiming[]): string {
  return table(
    ["Stack", "Resources", "Empty pack", "Evenkeel"],
    timings.map(({ clouds, resources, memory }) => [
      clouds,
      count(resources),
      megabytes(memory.empty),
      megabytes(memory.ours),
    ]),
  );
}

export function analysisTable(timings: readonly AnalysisTiming[]): string {
  return table(
    ["Stack", "Resources", "JSON.parse", "Graph and shares", "Ratio to JSON.parse", "Per resource"],
    timings.map(({ clouds, resources, parse, analyse }) => [
      clouds,
      count(resources),
      `${parse.toFixed(1)} ms`,
      `${analyse.toFixed(1)} ms`,
      (analyse / parse).toFixed(2),
      `${((analyse * 1000) / resources).toFixed(1)} µs`,
    ]),
  );
}

export function commandTable(timings: readonly CommandTiming[]): string {
  return table(
    [
      "Resources",
      "For traffic",
      "File",
      "JSON.parse",
      "jq length",
      "check",
      "Ratio to JSON.parse",
      "Ratio to jq",
      "Memory",
      "Ratio to JSON.parse",
    ],
    timings.map(({ resources, part, size, check, parse, jq }) => [
      count(resources),
      `${part * 100} %`,
      megabytes(size),
      ...[parse.clock, jq?.clock ?? NaN, check.clock].map(seconds),
      (check.clock / parse.clock).toFixed(2),
      jq ? (check.clock / jq.clock).toFixed(2) : UNKNOWN,
      megabytes(check.memory),
      (check.memory / parse.memory).toFixed(2),
    ]),
  );
}

export function startLine({ command, empty }: StartTiming): string {
  const more = (command - empty).toFixed(0);
  return `The command starts in ${command.toFixed(0)} ms, an empty script in ${empty.toFixed(0)} ms: ${more} ms more.`;
}

const UNKNOWN = "not known";
const count = (number: number) => number.toLocaleString("en-US");
const seconds = (milliseconds: number) => (isNaN(milliseconds) ? UNKNOWN : `${(milliseconds / 1000).toFixed(2)} s`);
const megabytes = (size: number | undefined) => (size === undefined ? UNKNOWN : `${size.toFixed(0)} MB`);
