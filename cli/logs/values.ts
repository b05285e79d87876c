import type { Limits } from "../../logs/limits";
import { CommandError } from "../exit";

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
