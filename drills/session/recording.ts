import { HABITS } from "../physics/habits";
import type { Second } from "../physics/simulation";
import type { PoolState } from "../physics/wiring";

/** Seconds in a slice of the record. */
export const SLICE = 10;

/** What some seconds came to. */
export interface Slice {
  readonly from: number;
  readonly ways: readonly WaySlice[];
  readonly pools: readonly PoolState[];
}

export interface WaySlice {
  readonly started: number;
  readonly attempts: number;
  readonly failed: number;
  readonly givenUp: number;
  /** Seconds within which 95 % of the answers came. */
  readonly p95: number;
  /** How many requests each backend was sent, by name. */
  readonly sent: Readonly<Record<string, number>>;
}

/** What monitoring keeps of a service. */
export class Recording {
  readonly slices: Slice[] = [];
  #seconds: Second[] = [];

  /** Adds a second; the slice that it completes. */
  add(second: Second): Slice | undefined {
    this.#seconds.push(second);
    if (this.#seconds.length < SLICE) return undefined;
    const slice = sliceOf(this.#seconds, second);
    this.#seconds = [];
    this.slices.push(slice);
    return slice;
  }

  /** The slices of the last seconds. */
  last(seconds: number): readonly Slice[] {
    return this.slices.slice(-Math.ceil(seconds / SLICE));
  }
}

function sliceOf(seconds: readonly Second[], last: Second): Slice {
  const [first = last] = seconds;
  const ways = first.ways.map((_, index): WaySlice => {
    const all = ofWay(seconds, index);
    const sent: Record<string, number> = {};
    for (const one of all) for (const [name, count] of one.sent) sent[name] = (sent[name] ?? 0) + count;
    const sum = (of: "started" | "attempts" | "failed" | "givenUp") => all.reduce((total, one) => total + one[of], 0);
    return {
      ...{ started: sum("started"), attempts: sum("attempts"), failed: sum("failed"), givenUp: sum("givenUp") },
      ...{ p95: percentile(all.flatMap(({ latencies }) => latencies)), sent },
    };
  });
  return { from: first.at, ways, pools: last.pools };
}

/** What a record says of one way in, time after time. */
export function ofWay<T>(times: readonly { readonly ways: readonly T[] }[], index: number): T[] {
  return times.flatMap(({ ways }) => ways.slice(index, index + 1));
}

function percentile(latencies: readonly { readonly latency: number; readonly count: number }[]): number {
  const sorted = [...latencies].sort((a, b) => a.latency - b.latency);
  let left = 0.95 * sorted.reduce((sum, { count }) => sum + count, 0);
  return sorted.find(({ count }) => (left -= count) <= 0)?.latency ?? 0;
}

/** The part of the requests that failed. */
export function errorRate(ways: readonly WaySlice[]): number {
  return part(ways, "failed", "attempts");
}

/** The part of the clients who did not get what they came for, however often they tried. */
export function lockedOut(ways: readonly WaySlice[]): number {
  return part(ways, "givenUp", "started");
}

function part(ways: readonly WaySlice[], of: "failed" | "givenUp", whole: "attempts" | "started"): number {
  const sum = (what: keyof Omit<WaySlice, "sent">) => ways.reduce((total, one) => total + one[what], 0);
  return sum(whole) === 0 ? 0 : Math.min(1, sum(of) / sum(whole));
}

/** How many users there are, where each of them asks for something every so often. */
export function usersOf(ratePerSecond: number): number {
  return Math.round(ratePerSecond * HABITS.pace);
}

/** What each backend was sent, in the order of who got most. */
export function sentOf(slices: readonly Slice[], way?: number): [name: string, count: number][] {
  const all = new Map<string, number>();
  for (const { ways } of slices) {
    for (const [index, { sent }] of ways.entries()) {
      if (way !== undefined && way !== index) continue;
      for (const [name, count] of Object.entries(sent)) all.set(name, (all.get(name) ?? 0) + count);
    }
  }
  return [...all].sort((a, b) => b[1] - a[1]);
}
