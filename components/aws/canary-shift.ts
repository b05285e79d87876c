import { refuse, whole } from "../checks";
import type { Pool } from "./pool";
import type { Protocol } from "./protocols";

export interface CanaryShiftArgs<P extends Protocol = Protocol> {
  /** The pool that has the traffic now. It stays, with weight 0, so that there is a way back. */
  readonly from: Pool<P>;
  /** The pool that is to get it. */
  readonly to: Pool<P>;
  /** Percent of the traffic that `to` gets, step by step, up to 100; 10, 50 and 100 by default. */
  readonly steps?: readonly number[];
  /** Seconds for which each step but the last is watched: 0 to 3,600; 300 by default. */
  readonly watchFor?: number;
  /** Names of CloudWatch alarms, in the region of the pools: one that is in alarm takes all traffic back. */
  readonly alarms?: readonly string[];
}

/**
 * A route that takes traffic from one pool to another in steps. An update of the program makes it, and does not end before it is
 * done: before each step the pool must be healthy and no alarm ring, else the route becomes again what it was deployed as. An update
 * that was interrupted goes on with the step it had come to. Both pools stay part of the route throughout.
 *
 * It takes at most as long as all steps are watched, with the wait of the health gate before each. Where a program is first deployed
 * there is nothing to shift, and where the health gate is off, nothing to wait for: all traffic goes to `to` at once.
 */
export class CanaryShift<P extends Protocol = Protocol> {
  readonly from: Pool<P>;
  readonly to: Pool<P>;
  readonly steps: readonly number[];
  readonly watchFor: number;
  readonly alarms: readonly string[];

  /** @throws InputPropertyError when the steps do not rise to 100, or both pools are one. */
  constructor({ from, to, steps = [10, 50, 100], watchFor = 300, alarms = [] }: CanaryShiftArgs<P>) {
    if (from === to) refuse("to", "must be another pool than from");
    steps.forEach((step, index) => whole(`steps[${index}]`, step, (steps[index - 1] ?? 0) + 1, 100));
    if (steps.at(-1) !== 100) refuse("steps", "must end with 100");
    this.from = from;
    this.to = to;
    this.steps = steps;
    this.watchFor = whole("watchFor", watchFor, 0, 3600);
    this.alarms = alarms;
  }

  /** What it comes to in the end. */
  get pools() {
    return [
      { to: this.from, weight: 0 },
      { to: this.to, weight: 100 },
    ] as const;
  }
}
