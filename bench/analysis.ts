import { readGraph, Traffic, type Resource } from "../traffic";
import { stateOf, type Clouds } from "./stacks";
import type { StateResource } from "./stacks/state";

/** What analysing a state takes, beside parsing the same state. */
export interface AnalysisTiming {
  readonly clouds: Clouds;
  readonly resources: number;
  /** Milliseconds; the median of the runs. */
  readonly parse: number;
  readonly analyse: number;
}

/** A small state is timed often enough for the compiler to have settled, as it has in a large one. */
const runsFor = (size: number) => Math.max(5, Math.ceil(50_000 / size));

/** Times graph and shares against `JSON.parse` of the same state file, in turn, so that both see the same machine. */
export function timeAnalysis(clouds: Clouds, size: number): AnalysisTiming {
  const state = stateOf(clouds, size);
  const text = JSON.stringify({ version: 3, deployment: { resources: state } });
  const parse: number[] = [];
  const analyse: number[] = [];
  for (let run = 0; run <= runsFor(size); run += 1) {
    let parsed: readonly StateResource[] = [];
    const parsing = time(() => {
      parsed = (JSON.parse(text) as { deployment: { resources: StateResource[] } }).deployment.resources;
    });
    const resources = parsed.map(asResource);
    const analysing = time(() => {
      sharesOf(resources);
    });
    // The first run warms the machine up.
    if (run > 0) {
      parse.push(parsing);
      analyse.push(analysing);
    }
  }
  return { clouds, resources: state.length, parse: median(parse), analyse: median(analyse) };
}

function asResource(one: StateResource): Resource {
  return { ...one, name: one.urn.slice(one.urn.lastIndexOf("::") + 2), ignoreChanges: [] };
}

function sharesOf(resources: readonly Resource[]): void {
  const traffic = new Traffic(readGraph(resources));
  for (const route of traffic.routes) {
    if (traffic.busiest(route) === undefined) throw new Error("the state of the benchmark reaches no backend");
    traffic.effectiveBackends(route);
  }
}

function time(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
