import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { median } from "./analysis";
import { scratch } from "./scratch";
import { stateOf } from "./stacks";
import { bystander } from "./stacks/state";

/** What `evenkeel check` of a state file takes, beside what only reads the same file. */
export interface CommandTiming {
  readonly resources: number;
  /** The part of them that decides traffic. */
  readonly part: number;
  /** Of the file, in MB. */
  readonly size: number;
  readonly check: Taken;
  readonly parse: Taken;
  /** Undefined where there is no jq. */
  readonly jq: Taken | undefined;
}

/** Milliseconds from start to end of the process, and the most memory that it held, in MB, where that is known. */
interface Taken {
  readonly clock: number;
  readonly memory: number;
}

/** What the command takes before it does anything, and what an empty script does. */
export interface StartTiming {
  readonly command: number;
  readonly empty: number;
}

const MAIN = join(__dirname, "../cli/main.js");
const PARSE = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';
const ROUNDS = 5;

let folder: string | undefined;
const place = (name: string) => join((folder ??= scratch()), name);

/** Times the processes in turn, so that all see the same machine. */
export function timeCommand(resources: number, part: number): CommandTiming {
  const file = place("state.json");
  writeState(file, resources, part);
  const [check, parse, jq]: [Taken[], Taken[], Taken[]] = [[], [], []];
  const hasJq = spawnSync("jq", ["--version"]).status === 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    check.push(node(MAIN, "check", file, "--format", "json", "--fail-on", "never"));
    parse.push(node("--eval", PARSE, file));
    if (hasJq) jq.push({ clock: time("jq", ["length", file]), memory: NaN });
  }
  const size = statSync(file).size / 1e6;
  return { resources, part, size, check: middle(check), parse: middle(parse), jq: hasJq ? middle(jq) : undefined };
}

export function timeStart(): StartTiming {
  const rounds = Array.from({ length: 15 }, () => [node(MAIN, "--version").clock, node("--eval", "0").clock] as const);
  return { command: median(rounds.map(([one]) => one)), empty: median(rounds.map(([, one]) => one)) };
}

function middle(all: readonly Taken[]): Taken {
  return { clock: median(all.map(({ clock }) => clock)), memory: median(all.map(({ memory }) => memory)) };
}

function node(...args: string[]): Taken {
  const peak = place("kilobytes");
  const clock = time(process.execPath, ["--require", require.resolve("./peak-hook"), ...args], {
    EVENKEEL_BENCH_PEAK: peak,
  });
  return { clock, memory: Number(readFileSync(peak, "utf8")) / 1024 };
}

function time(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** As `pulumi stack export` writes it: indented, and by pieces, for a large one is longer than a text can be. */
function writeState(file: string, resources: number, part: number): void {
  const out = openSync(file, "w");
  writeSync(out, '{\n    "version": 3,\n    "deployment": {\n        "resources": [\n');
  const services = stateOf("both", resources * part);
  const others = Array.from({ length: Math.max(0, resources - services.length) }, (_, index) => bystander(index));
  for (const [index, resource] of [...services, ...others].entries()) {
    writeSync(out, `${index === 0 ? "" : ",\n"}${JSON.stringify(resource, undefined, 4)}`);
  }
  writeSync(out, "\n        ]\n    }\n}\n");
  closeSync(out);
}
