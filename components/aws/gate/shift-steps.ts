import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { log, type ComponentResource } from "@pulumi/pulumi";
import { asError } from "../../errors";
import { openAlarms } from "./alarms";
import { openElb, type Elb } from "./elb";
import { nameIn, type Shares } from "./shares";
import { waitUntilFree, watch } from "../../gate/waiting";

/** A shift of traffic that is about to begin, or to go on. */
export interface ShiftTask {
  readonly parent: ComponentResource;
  /** ARN of the listener or the rule. */
  readonly route: string;
  /** ARNs of the target groups. */
  readonly from: string;
  readonly to: string;
  /** Percent, the last of which the update itself sets. */
  readonly steps: readonly number[];
  /** Seconds for which each step is watched. */
  readonly watchFor: number;
  /** Seconds until the targets must be healthy before a step. */
  readonly waitFor: number;
  /** Healthy targets that the target group needs to which traffic goes. */
  readonly atLeast: number;
  readonly alarms: readonly string[];
  /** The shares to go back to: those of the last deployment. */
  readonly before: Shares;
}

/**
 * Takes traffic from one target group to the other in steps, all but the last. It goes on from where an earlier run was interrupted,
 * and goes back to the last deployment when a step does harm.
 *
 * @throws Error that says which step was not taken, or taken back, and why.
 */
export async function takeSteps(task: ShiftTask): Promise<void> {
  const region = task.to.split(":")[3] ?? "";
  const elb = await openElb(region);
  try {
    const alarms = await openAlarms(region, task.alarms);
    try {
      await new Shifting(task, elb, alarms.ringing, await elb.actionsOf(task.route)).run();
    } finally {
      alarms.close();
    }
  } finally {
    elb.close();
  }
}

class Shifting {
  /** Whether the route is otherwise than it was deployed, by this run or by one that was interrupted. */
  #hasBegun = false;

  constructor(
    readonly task: ShiftTask,
    readonly elb: Elb,
    readonly ringing: () => Promise<readonly string[]>,
    readonly actions: readonly Action[],
  ) {}

  async run(): Promise<void> {
    const { from, to, before, steps } = this.task;
    const others = [...before].filter(([arn, share]) => share > 0 && arn !== from && arn !== to);
    if (others.length > 0) {
      const names = others.map(([arn]) => nameIn(arn)).join(" and ");
      throw new Error(
        `the shift is from ${nameIn(from)}, but ${names} gets traffic too; bring it to ${nameIn(from)} first`,
      );
    }
    const now = this.#now();
    // So that its targets are checked before they get anything.
    if (now === undefined) await this.#set(0);
    this.#hasBegun ||= now !== undefined && now > 0;
    try {
      for (const [index, step] of steps.entries()) {
        if (now !== undefined && step < now) continue;
        await this.#waitFor(step);
        if (index === steps.length - 1) return;
        await this.#set(step);
        await this.#watch(index);
      }
    } catch (error) {
      throw this.#hasBegun ? await this.#takenBack(error) : error;
    }
  }

  /** Percent that the target group gets now; undefined where it is not part of the route. */
  #now(): number | undefined {
    const groups = this.actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
    const mine = groups.find(({ TargetGroupArn }) => TargetGroupArn === this.task.to);
    const all = groups.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
    return mine && (all === 0 ? 0 : ((mine.Weight ?? 0) / all) * 100);
  }

  async #waitFor(step: number): Promise<void> {
    const { parent, waitFor, to, atLeast } = this.task;
    await waitUntilFree(parent, waitFor, async () => {
      await this.#listen();
      const obstacle = await this.elb.obstacleOf(to, atLeast);
      return obstacle ? [`target group ${nameIn(to)} would get ${step} % of the traffic: ${obstacle.why}`] : [];
    });
  }

  async #watch(index: number): Promise<void> {
    const { parent, steps, to, watchFor, atLeast } = this.task;
    const share = `target group ${nameIn(to)} gets ${steps[index] ?? 0} % of the traffic`;
    await log.info(`Step ${index + 1} of ${steps.length}: ${share}, watched for ${watchFor} s.`, parent, 0, true);
    await watch(watchFor, async () => {
      await this.#listen();
      const obstacle = await this.elb.obstacleOf(to, atLeast);
      // What is not known for a moment does no harm: the next step waits until it is.
      if (obstacle?.isCertain === true) throw new Error(`${share}, but ${obstacle.why}.`);
    });
  }

  async #listen(): Promise<void> {
    const ringing = await this.ringing();
    if (ringing.length > 0) throw new Error(`CloudWatch alarm ${ringing.join(", ")} is in alarm.`);
  }

  async #set(percent: number): Promise<void> {
    const { from, to } = this.task;
    await this.#write([
      { TargetGroupArn: from, Weight: 100 - percent },
      { TargetGroupArn: to, Weight: percent },
    ]);
  }

  /** Everything else about the route stays as it is. */
  async #write(TargetGroups: { TargetGroupArn: string; Weight: number }[]): Promise<void> {
    const actions = this.actions.map(({ TargetGroupArn, ...action }) => {
      if (action.Type !== "forward") return { ...action, ...(TargetGroupArn === undefined ? {} : { TargetGroupArn }) };
      return { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups } };
    });
    this.#hasBegun = true;
    await this.elb.setActions(this.task.route, actions);
  }

  /** The error to end with, after the shares are again what they were deployed as. */
  async #takenBack(error: unknown): Promise<Error> {
    const why = asError(error).message;
    const shares = [...this.task.before].map(([TargetGroupArn, share]) => {
      return { TargetGroupArn, Weight: Math.round(share * 100) };
    });
    try {
      await this.#write(shares);
      return new Error(`${why}\nThe route is again as it was deployed before.`);
    } catch (failure) {
      const now = `The route could not be taken back: ${asError(failure).message}.`;
      return new Error(`${why}\n${now} Set its weights by hand, or update again.`);
    }
  }
}
