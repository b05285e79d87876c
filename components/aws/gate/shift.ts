import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ComponentResource } from "@pulumi/pulumi";
import { known } from "../../gate/gate";
import { onlyFrom, takeSteps } from "../../gate/shift-steps";
import type { CanaryShift } from "../canary-shift";
import { openAlarms } from "./alarms";
import { openElb } from "./elb";
import { nameIn, type Shares } from "./shares";

/** The route of a shift that is about to begin, or to go on. */
interface Routed {
  /** ARN of the listener or the rule. */
  readonly arn: string;
  /** The shares to go back to: those of the last deployment. */
  readonly before: Shares;
  /** Seconds until the targets must be healthy before a step. */
  readonly waitFor: number;
}

/**
 * Takes the traffic of a listener or a rule from one target group to the other, all but the last step.
 *
 * @throws Error that says which step was not taken, or taken back, and why.
 */
export async function shift(
  parent: ComponentResource,
  { from, to, steps, watchFor, alarms }: CanaryShift,
  { arn, before, waitFor }: Routed,
): Promise<void> {
  const [fromArn, toArn] = await Promise.all([known(from.targetGroupArn), known(to.targetGroupArn)]);
  const region = toArn.split(":")[3] ?? "";
  const elb = await openElb(region);
  try {
    const { ringing, close } = await openAlarms(region, alarms);
    try {
      const actions = await elb.actionsOf(arn);
      const set = (shares: Shares) => elb.setActions(arn, forwarding(actions, shares));
      onlyFrom({ from: fromArn, to: toArn }, before, nameIn);
      const route = {
        ...{ pool: `target group ${nameIn(toArn)}`, steps, watchFor, now: percentOf(actions, toArn) },
        obstacle: () => elb.obstacleOf(toArn, to.atLeast),
        alarm: async () => {
          const names = await ringing();
          return names.length === 0 ? undefined : `CloudWatch alarm ${names.join(", ")} is in alarm.`;
        },
        set: (percent: number) =>
          set(
            new Map([
              [fromArn, 1 - percent / 100],
              [toArn, percent / 100],
            ]),
          ),
      };
      await takeSteps({ parent, waitFor, routes: [route], takeBack: () => set(before) });
    } finally {
      close();
    }
  } finally {
    elb.close();
  }
}

/** Percent that a target group gets; undefined where it is not part of the route. */
function percentOf(actions: readonly Action[], arn: string): number | undefined {
  const groups = actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
  const mine = groups.find(({ TargetGroupArn }) => TargetGroupArn === arn);
  const all = groups.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
  return mine && (all === 0 ? 0 : ((mine.Weight ?? 0) * 100) / all);
}

/** The same actions with other shares. */
function forwarding(actions: readonly Action[], shares: Shares): Action[] {
  const TargetGroups = [...shares].map(([TargetGroupArn, share]) => {
    return { TargetGroupArn, Weight: Math.round(share * 100) };
  });
  return actions.map(({ TargetGroupArn, ...action }) => {
    if (action.Type !== "forward") return { ...action, ...(TargetGroupArn === undefined ? {} : { TargetGroupArn }) };
    return { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups } };
  });
}
