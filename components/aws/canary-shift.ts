import { Shift, type ShiftArgs } from "../canary-shift";
import type { Pool } from "./pool";
import type { Protocol } from "./protocols";

export interface CanaryShiftArgs<P extends Protocol = Protocol> extends ShiftArgs<Pool<P>> {
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
export class CanaryShift<P extends Protocol = Protocol> extends Shift<Pool<P>> {
  readonly alarms: readonly string[];

  /** @throws InputPropertyError when the steps do not rise to 100, or both pools are one. */
  constructor({ alarms = [], ...args }: CanaryShiftArgs<P>) {
    super(args);
    this.alarms = alarms;
  }
}
