/** What the facilitator's page of a drill runs in the browser: charts that grow, alarms, and what is typed. */
import type { Message } from "../drill/message";
import type { Slice } from "../../drills/session/recording";
import type { Event } from "../../drills/session/events";
import { clock } from "../../drills/session/words";
import { Lines } from "./lines";

const element = (id: string) => document.getElementById(id) ?? document.body;
const labels = JSON.parse(document.querySelector("main")?.dataset["labels"] ?? "{}") as {
  ways: string[];
  pools: string[];
};

/** Backends that are drawn: more cannot be told apart. */
const MOST = 8;

const charts = {
  errors: new Lines(element("errors"), 1),
  backends: new Lines(element("backends")),
  latency: new Lines(element("latency")),
  health: new Lines(element("health")),
};
const slices: Slice[] = [];
const alarms = new Set<string>();
let isPaused = false;

const source = new EventSource("events");
source.onmessage = ({ data }: MessageEvent<string>) => {
  const message = JSON.parse(data) as Message;
  if (message.kind === "slice") slices.push(message.slice);
  else if (message.kind === "events") message.events.forEach(tell);
  else isPaused = message.isPaused;
  schedule();
};

let isScheduled = false;

/** Many messages may come at once; they are drawn together. */
function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    draw();
  });
}

function draw(): void {
  const times = slices.map(({ from }) => clock(from));
  const perWay = (of: (way: Slice["ways"][number]) => number) =>
    labels.ways.map((label, index) => ({
      label,
      values: slices.map(({ ways }) => (ways[index] ? of(ways[index]) : 0)),
    }));
  charts.errors.draw(
    times,
    perWay(({ failed, attempts }) => (attempts === 0 ? 0 : Math.min(1, failed / attempts))),
  );
  charts.latency.draw(
    times,
    perWay(({ p95 }) => p95),
  );
  charts.backends.draw(times, busiest());
  const healthy = (pool: number) => slices.map(({ pools }) => pools[pool]?.healthy ?? 0);
  charts.health.draw(
    times,
    labels.pools.map((label, index) => ({ label, values: healthy(index) })),
  );
  element("clock").textContent = `${clock((slices.at(-1)?.from ?? -10) + 10)}${isPaused ? " (paused)" : ""}`;
  element("pause").textContent = isPaused ? "Resume" : "Pause";
  element("alarms").textContent = alarms.size === 0 ? "No alarm." : `⚠ ${[...alarms].join(" · ")}`;
  element("alarms").className = alarms.size === 0 ? "good" : "bad";
}

function busiest() {
  const sums = new Map<string, number>();
  for (const { ways } of slices.slice(-30)) {
    for (const { sent } of ways) {
      for (const [name, count] of Object.entries(sent)) sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  const names = [...sums].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  return names.map(([label]) => ({
    label,
    values: slices.map(({ ways }) => ways.reduce((sum, { sent }) => sum + (sent[label] ?? 0), 0) / 10),
  }));
}

function tell({ at, kind, text }: Event): void {
  if (kind === "alarm") alarms.add(text);
  if (kind === "recovered") alarms.delete(text);
  // What is answered is on the trainees' own screen.
  if (kind === "answer") return;
  const line = document.createElement("li");
  line.className = kind;
  line.textContent = `${clock(at)}  ${kind === "asked" ? "> " : ""}${kind === "alarm" ? "ALARM " : kind === "recovered" ? "OK " : ""}${text}`;
  element("events").prepend(line);
}

element("pause").addEventListener("click", () => {
  void fetch(isPaused ? "resume" : "pause", { method: "POST" });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", schedule);
