import type { Configured } from "../../logs/answers/configured";
import type { LogReport } from "../../logs/answers/report";
import { ZoneMap } from "../../logs/answers/zones";
import { breaches, type Limits } from "../../logs/limits";
import { readLogs } from "../../logs/read-logs";
import { CommandError, EXIT } from "../exit";
import { renderedLogs, type LogFormat } from "../report/logs/formats";
import { breachLine } from "../report/logs/words";
import { printable } from "../report/words";
import { STANDARD_INPUT, type Terminal } from "../terminal";
import { addressIn, minuteIn, secondsIn, windowIn } from "./values";

export interface LogsOptions {
  /** Files, folders, buckets, the standard input. */
  readonly sources: readonly string[];
  readonly window: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
  /** As `eu-west-1a=10.0.1.0/24`. */
  readonly zone: readonly string[];
  readonly stack: string | undefined;
  readonly state: string | undefined;
  readonly limits: Limits;
  readonly format: LogFormat;
  readonly quiet: boolean;
  readonly follow: boolean;
  /** A port, or an address and a port. */
  readonly metrics: string | undefined;
  readonly webhook: string | undefined;
}

/**
 * Says who got how much, as access logs tell it.
 *
 * @returns the exit code: 1 where a pool is more concentrated than is allowed.
 * @throws CommandError, LogError or SourceError when the logs cannot be read: nothing is printed then.
 */
export async function logs(options: LogsOptions, terminal: Terminal): Promise<number> {
  if (options.sources.length === 0) throw new CommandError("a file, a folder, a bucket or - is expected");
  if (options.follow) return followed(options, terminal);
  const other = options.metrics === undefined ? options.webhook && "webhook" : "metrics";
  if (other) throw new CommandError(`--${other} needs --follow`);
  const zones = zonesIn(options.zone);
  const configured = await stackOf(options, terminal);
  const report = await readLogs({
    sources: options.sources,
    stdin: terminal.stdin,
    standardInput: STANDARD_INPUT,
    progress: (text) => {
      terminal.progress(text);
    },
    span: { since: minuteIn(options.since), until: minuteIn(options.until) },
    known: {
      window: windowIn(options.window),
      zoneOf: (target) => zones.zoneOf(target) ?? configured?.zones.zoneOf(target),
      targetsOf: (pool) => configured?.targetsOf(pool),
      compared: (route) => configured?.compared(route) ?? route,
    },
  });
  terminal.out(await renderedLogs(report, { format: options.format, isBrief: options.quiet }, terminal));
  return judged(report, options.limits, terminal);
}

async function followed(options: LogsOptions, terminal: Terminal): Promise<number> {
  const { follow } = await import("./follow.js");
  const stop = new AbortController();
  const end = () => {
    stop.abort();
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  try {
    const { sources, limits, webhook } = options;
    const window = secondsIn(options.window);
    return await follow(
      { sources, window, limits, webhook, metrics: addressIn(options.metrics), stop: stop.signal },
      terminal,
    );
  } finally {
    process.off("SIGINT", end).off("SIGTERM", end);
  }
}

/** Tells of pools that are too concentrated beside the report, so that it stays whole. */
function judged({ pools }: LogReport, limits: Limits, terminal: Terminal): number {
  const { paint } = terminal;
  const shared = pools.map((pool) => ({ ...pool, busiest: pool.targets[0]?.target }));
  const found = breaches(shared, limits);
  for (const one of found) terminal.err(`${paint.red(paint.bold("CONCENTRATED"))}  ${printable(breachLine(one))}`);
  return found.length > 0 ? EXIT.findings : EXIT.clean;
}

function zonesIn(all: readonly string[]): ZoneMap {
  const zones = new ZoneMap();
  for (const one of all) {
    const [, zone, block] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (zone === undefined || block === undefined) {
      throw new CommandError(`--zone ${one}: a zone and its addresses are expected, as eu-west-1a=10.0.1.0/24`);
    }
    zones.add(zone, block);
  }
  return zones;
}

/** The policies, which reading a stack needs too, are loaded only where there is one. */
async function stackOf({ stack, state }: LogsOptions, terminal: Terminal): Promise<Configured | undefined> {
  if (stack === undefined && state === undefined) return undefined;
  if (stack !== undefined && state !== undefined) throw new CommandError("give --stack or --state, not both");
  const { configuredBy } = await import("./configured-by.js");
  return configuredBy(stack, state, terminal);
}
