import { refuse, whole } from "./checks";

/** What a shift of traffic is in any cloud. */
export interface ShiftArgs<Pool> {
  /** The pool that has the traffic now. It stays, with weight 0, so that there is a way back. */
  readonly from: Pool;
  /** The pool that is to get it. */
  readonly to: Pool;
  /** Percent of the traffic that `to` gets, step by step, up to 100; 10, 50 and 100 by default. */
  readonly steps?: readonly number[];
  /** Seconds for which each step but the last is watched: 0 to 3,600; 300 by default. */
  readonly watchFor?: number;
}

/** Traffic that one pool takes over from another in steps. */
export abstract class Shift<Pool> {
  readonly from: Pool;
  readonly to: Pool;
  readonly steps: readonly number[];
  readonly watchFor: number;

  /** @throws InputPropertyError when the steps do not rise to 100, or both pools are one. */
  constructor({ from, to, steps = [10, 50, 100], watchFor = 300 }: ShiftArgs<Pool>) {
    if (from === to) refuse("to", "must be another pool than from");
    steps.forEach((step, index) => whole(`steps[${index}]`, step, (steps[index - 1] ?? 0) + 1, 100));
    if (steps.at(-1) !== 100) refuse("steps", "must end with 100");
    this.from = from;
    this.to = to;
    this.steps = steps;
    this.watchFor = whole("watchFor", watchFor, 0, 3600);
  }

  /** What it comes to in the end. */
  get pools() {
    return [
      { to: this.from, weight: 0 },
      { to: this.to, weight: 100 },
    ] as const;
  }
}
