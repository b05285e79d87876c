import type { Argv, Options } from "yargs";
import type { Limits } from "../../logs/limits";
import { CommandError } from "../exit";
import { LOG_FORMATS } from "../report/logs/formats";

// What is not global is not an option of the command within this one.
const TEXT = { type: "string", requiresArg: true, global: false } as const satisfies Options;
const NUMBER = { type: "number", requiresArg: true, global: false } as const satisfies Options;

/** The options of `evenkeel logs`. */
const LOGS = {
  format: {
    choices: LOG_FORMATS,
    default: "text" as const,
    alias: "f",
    global: false,
    description: "How the report is written",
  },
  window: { ...TEXT, default: "5m", description: "Length of a window, as 1m, 5m, 1h" },
  since: { ...TEXT, description: "Count from this minute, as 2026-01-31T12:00Z or 2026-01-31" },
  until: { ...TEXT, description: "Count until this minute" },
  zone: { ...TEXT, array: true, nargs: 1, description: "Zone of a block of addresses, as eu-west-1a=10.0.1.0/24" },
  stack: {
    ...TEXT,
    alias: "s",
    description: "Compare with this stack, of which the Pulumi CLI is asked for the state",
    global: false,
  },
  state: { ...TEXT, description: "Compare with this state, what pulumi stack export writes" },
  "max-share": { ...NUMBER, description: "End with 1 where one target of a pool got more than this, 0 to 1" },
  "min-effective": {
    ...NUMBER,
    description: "End with 1 where a pool shared as fewer equally busy backends than this",
  },
  "min-requests": { ...NUMBER, default: 100, description: "Requests below which a pool is not judged by these two" },
  follow: {
    type: "boolean",
    default: false,
    description: "Go on as files grow, or with what comes from standard input",
    global: false,
  },
  metrics: { ...TEXT, description: "With --follow: serve metrics for Prometheus on this port, or host:port" },
  webhook: { ...TEXT, description: "With --follow: tell this URL of what is too concentrated, rather than to end" },
  quiet: { type: "boolean", default: false, global: false, alias: "q", description: "Without tables or progress" },
} as const satisfies Record<string, Options>;

export function counting<Args>(yargs: Argv<Args>) {
  return yargs.options(LOGS);
}

/** The questions, and whom they can be put to; a test holds these to what there is. */
const ASKING = {
  dialect: { choices: ["athena", "bigquery", "duckdb"] as const, demandOption: true, description: "Whom to ask" },
  question: {
    choices: ["targets", "routes", "zones", "windows", "effective", "favourites"] as const,
    default: "targets" as const,
    description: "What to ask",
  },
  window: LOGS.window,
  since: { ...TEXT, description: "The first day, as 2026-01-31; yesterday by default" },
  until: { ...TEXT, description: "The last day; today by default" },
  table: { ...TEXT, demandOption: true, description: "The table, with its database or data set, as logs.alb" },
} as const satisfies Record<string, Options>;

export function asking<Args>(yargs: Argv<Args>) {
  return yargs.options(ASKING);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The seconds of a length of time as a person writes it. @throws CommandError when it is none. */
export function secondsIn(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * (UNITS[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new CommandError(`${text} is no length of time; one as 30s, 5m or 1h is expected`);
}

/** Where metrics are to be served: this machine only, unless another address is given. @throws CommandError when it is none. */
export function addressIn(text: string | undefined): { host: string; port: number } | undefined {
  if (text === undefined) return undefined;
  const [, host = "127.0.0.1", port = ""] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port !== "" && Number(port) <= 65_535) return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
  throw new CommandError(`--metrics ${text}: a port is expected, or an address and a port, as 0.0.0.0:9464`);
}

/** The length of a window of files, which are counted by the minute. @throws CommandError when it is no whole minutes. */
export function windowIn(text: string): number {
  const seconds = secondsIn(text);
  if (seconds % 60 === 0) return seconds;
  throw new CommandError(`--window ${text}: files are counted by the minute; whole minutes are expected`);
}

/** A minute in UTC, as `2026-01-31T12:00`. @throws CommandError when it is none. */
export function minuteIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !isNaN(moment.getTime())) return moment.toISOString().slice(0, 16);
  throw new CommandError(`${text} is no moment; one as 2026-01-31T12:00Z is expected`);
}

/** @throws CommandError when a limit is none. */
export function limitsIn(
  options: Readonly<Record<"maxShare" | "minEffective" | "minRequests", number | undefined>>,
): Limits {
  return {
    maxShare: within("max-share", options.maxShare, 0, 1),
    minEffective: within("min-effective", options.minEffective, 1, Infinity),
    minRequests: within("min-requests", options.minRequests, 0, Infinity) ?? 0,
  };
}

function within(option: string, number: number | undefined, least: number, most: number): number | undefined {
  if (number === undefined || (number >= least && number <= most)) return number;
  const bounds = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  throw new CommandError(`--${option} has to be ${bounds}`);
}
