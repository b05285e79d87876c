import type { Fault, Found, Level, Moment } from "../scenario/scenario";
import { isRight, type Diagnosis } from "../session/diagnosis";
import { errorRate, lockedOut, SLICE, usersOf, type Slice } from "../session/recording";
import type { Session } from "../session/session";
import { monitorsOn, type MonitorSays } from "./monitors";

/** How a drill went. Times are seconds from the start; null for what did not happen. */
export interface Debrief {
  readonly title: string;
  readonly seed: number;
  readonly level: Level;
  readonly times: Times;
  readonly users: Harm;
  readonly faults: readonly Fault[];
  readonly diagnoses: readonly Diagnosis[];
  readonly hints: number;
  /** What the policy pack says of the change: in its preview, before anything happens. */
  readonly findings: readonly Found[];
  readonly monitors: readonly MonitorSays[];
  readonly timeline: readonly Moment[];
  /** Seconds between two messages to users, the longest one of the outage; null without an outage. */
  readonly silence: number | null;
  readonly asItWas: readonly Moment[];
}

interface Times {
  readonly changed: number;
  /** The first users are hit. */
  readonly hit: number | null;
  readonly alarmed: number | null;
  /** Somebody looks, or says so. */
  readonly noticed: number | null;
  /** Place and kind of every fault are named. */
  readonly diagnosed: number | null;
  /** The fix that helped is asked for. */
  readonly mitigated: number | null;
  /** Users are served again, and stay so. */
  readonly recovered: number | null;
  readonly ended: number;
}

interface Harm {
  readonly users: number;
  /** The greatest part of them that was locked out, over a minute. */
  readonly worst: number;
  /** Minutes lost, of all users together. */
  readonly userMinutes: number;
  readonly failedRequests: number;
}

/** The part of the requests that fails from which users count as hit, and below which as served. */
const HIT = 0.05;
const SERVED = 0.02;

/** Looks back on a drill. */
export function debriefOf(session: Session): Debrief {
  const { scenario, recording, diagnoses, hints } = session;
  const times = timesOf(session);
  return {
    ...{ title: scenario.title, seed: scenario.seed, level: scenario.level, times, diagnoses, hints },
    users: harmOf(session),
    faults: scenario.truth.faults,
    findings: scenario.truth.findings,
    monitors: monitorsOn(scenario, recording.slices),
    timeline: timelineOf(session, times),
    silence: silenceIn(session, times),
    asItWas: scenario.asItWas,
  };
}

function timesOf({ scenario, recording, acts, alarmed, diagnoses, applied, now }: Session): Times {
  const { slices } = recording;
  const hit = slices.find((slice) => slice.from >= scenario.changeAt && worstOf(slice) >= HIT);
  const since = hit?.from ?? Infinity;
  const bad = slices.filter((slice) => worstOf(slice) >= SERVED).at(-1);
  const wellFrom = bad ? bad.from + SLICE : null;
  // A single good slice at the end says little.
  const recovered = hit && wellFrom !== null && now - wellFrom >= 60 ? wellFrom : null;
  const helped = recovered === null ? undefined : applied.filter(({ at }) => at >= since && at <= recovered).at(-1);
  return {
    changed: scenario.changeAt,
    hit: hit?.from ?? null,
    alarmed: alarmed.find(({ kind, at }) => kind === "alarm" && at >= scenario.changeAt)?.at ?? null,
    noticed: acts.find(({ at }) => at >= since)?.at ?? null,
    diagnosed: diagnoses.find(isRight)?.at ?? null,
    mitigated: helped?.asked ?? null,
    recovered,
    ended: now,
  };
}

/** The part of the requests that failed, on the way in where that is greatest. */
function worstOf({ ways }: Slice): number {
  return Math.max(0, ...ways.map((way) => errorRate([way])));
}

function harmOf({ scenario, recording }: Session): Harm {
  const rate = scenario.before.ways.reduce((sum, way) => sum + way.rate, 0);
  const users = usersOf(rate);
  const { slices } = recording;
  const minutes = slices
    .map((_, index) => slices.slice(index, index + 60 / SLICE))
    .filter((minute) => minute.length === 60 / SLICE);
  const shareIn = (all: readonly Slice[]) => lockedOut(all.flatMap(({ ways }) => ways));
  return {
    users,
    worst: Math.max(0, ...minutes.map(shareIn)),
    userMinutes: Math.round(slices.reduce((sum, slice) => sum + shareIn([slice]) * users * (SLICE / 60), 0)),
    failedRequests: slices.reduce((sum, { ways }) => sum + ways.reduce((all, { failed }) => all + failed, 0), 0),
  };
}

function timelineOf({ acts, alarmed, applied }: Session, times: Times): Moment[] {
  const moments: Moment[] = [
    { at: times.changed, text: "the change is made" },
    ...(times.hit === null ? [] : [{ at: times.hit, text: "the first users are hit" }]),
    ...(times.recovered === null ? [] : [{ at: times.recovered, text: "users are served again" }]),
    ...alarmed.map(({ at, kind, text }) => ({ at, text: `${kind === "alarm" ? "ALARM" : "OK"} ${text}` })),
    ...applied.map(({ at, text }) => ({ at, text: `in force: ${text}` })),
    ...acts.map(({ at, role, name, text }) => ({ at, text: `${role ?? "trainee"}: ${`${name} ${text}`.trim()}` })),
  ];
  return moments
    .map((moment, index) => ({ moment, index }))
    .sort((a, b) => a.moment.at - b.moment.at || a.index - b.index)
    .map(({ moment }) => moment);
}

function silenceIn({ acts, now }: Session, { hit, recovered }: Times): number | null {
  if (hit === null) return null;
  const end = recovered ?? now;
  const told = acts.filter(({ name, at }) => name === "tell" && at >= hit && at <= end).map(({ at }) => at);
  let [since, longest] = [hit, 0];
  for (const at of [...told, end]) {
    longest = Math.max(longest, at - since);
    since = at;
  }
  return longest;
}
