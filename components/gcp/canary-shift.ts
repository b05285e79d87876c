import { output, type Input, type Output } from "@pulumi/pulumi";
import { Shift, type ShiftArgs } from "../canary-shift";
import { refuse } from "../checks";
import type { Pool } from "./pool";
import type { HttpProtocol } from "./protocols";

/** What may have a weight in a URL map: a bucket cannot. */
type Weighable = HttpProtocol | "SERVERLESS";

export interface CanaryShiftArgs<P extends Weighable = Weighable> extends ShiftArgs<Pool<P>> {
  /**
   * What tells that the shift does harm, by names that people know: PromQL about the metrics of the project, as an alert policy has it,
   * which gives something while it is wrong, and nothing while all is well. One that gives something takes all traffic back.
   *
   * @see https://cloud.google.com/monitoring/promql/promql-mapping
   */
  readonly alerts?: Readonly<Record<string, Input<string>>>;
}

/**
 * A route that takes traffic from one pool to another in steps. An update of the program makes it, and does not end before it is
 * done: before each step the pool must be healthy and no alert ring, else the route becomes again what it was deployed as; so it does
 * when something else changes the URL map meanwhile. An update that was interrupted goes on with the step it had come to. Both pools
 * stay part of the route throughout.
 *
 * The update sets the last step on what the stack has on record, and on nothing else: so the route has its deployed weights again for
 * the moment before it. It takes at most as long as all steps are watched, with the wait of the health gate before each. Shifts of one
 * load balancer are made one after the other. Where a program is first deployed there is nothing to shift, and where the health gate is
 * off, nothing to wait for: all traffic goes to `to` at once.
 *
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class CanaryShift<P extends Weighable = Weighable> extends Shift<Pool<P>> {
  readonly alerts: Readonly<Record<string, Output<string>>>;

  /** @throws InputPropertyError when the steps do not rise to 100, both pools are one, or an alert has no query. */
  constructor({ alerts = {}, ...args }: CanaryShiftArgs<P>) {
    super(args);
    this.alerts = Object.fromEntries(
      Object.entries(alerts).map(([name, query]) => {
        if (typeof query === "string" && query.trim() === "") refuse(`alerts.${name}`, "must be PromQL, but is empty");
        return [name, output(query)];
      }),
    );
  }
}
