import { isFavourite } from "../../traffic/observed";
import type { Favourite } from "./report";

interface Run {
  readonly target: string;
  readonly since: number;
  /** The number of the window, of those in which the pool had traffic. */
  last: number;
  until: number;
  requests: number;
  total: number;
}

/** Finds the favourites of one pool, window by window. */
export class FavouriteFinder {
  readonly #runs: Run[] = [];
  readonly #open = new Map<string, Run>();
  #number = 0;

  /**
   * @param expected the share that each target should have, 0 to 1.
   * @param window seconds.
   */
  constructor(
    readonly expected: number,
    readonly window: number,
  ) {}

  /** The next window in which the pool had traffic. */
  add(start: number, targets: readonly string[], counts: readonly number[], total: number): void {
    this.#number += 1;
    for (const [index, target] of targets.entries()) {
      const requests = counts[index] ?? 0;
      if (!isFavourite(requests, total, this.expected)) continue;
      const before = this.#open.get(target);
      const run = before?.last === this.#number - 1 ? before : this.#begin(target, start);
      run.last = this.#number;
      run.until = start + this.window;
      run.requests += requests;
      run.total += total;
    }
  }

  /** Those that still are first, and of these the one that got most. */
  get found(): Favourite[] {
    return this.#runs
      .map(({ target, since, until, last, requests, total }) => ({
        target,
        since: isoOf(since),
        until: isoOf(until),
        isNow: last === this.#number,
        requests,
        share: requests / total,
        expected: this.expected,
      }))
      .sort((a, b) => Number(b.isNow) - Number(a.isNow) || b.share - a.share || (a.since < b.since ? -1 : 1));
  }

  #begin(target: string, since: number): Run {
    const run = { target, since, last: 0, until: since, requests: 0, total: 0 };
    this.#runs.push(run);
    this.#open.set(target, run);
    return run;
  }
}

/** Seconds since 1970 as ISO 8601, without parts of a second. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
