import {
  log,
  output,
  type ComponentResource,
  type CustomResourceOptions,
  type Output,
  type ResourceHookArgs,
} from "@pulumi/pulumi";
import { whole } from "../../checks";
import { asError } from "../../errors";
import { canHook, programHook } from "../../hooks";
import { CanaryShift } from "../canary-shift";
import type { Pool } from "../pool";
import { poolsOf, type Route } from "../routes";
import { openElb, type Elb } from "./elb";
import { gateSetting } from "./setting";
import { nameIn, rises, sharesOf, type ForwardAction, type Rise, type Shares } from "./shares";
import { takeSteps, type ShiftTask } from "./shift-steps";
import { waitUntilFree } from "./waiting";

/** What every pool needs, whatever its route was made of before. */
const FEWEST = 2;

/** How long a change of a route waits for the pools that are to get more traffic. */
export interface HealthGate {
  /** Seconds until it gives up: 0 to 3,600; 300 by default. */
  readonly waitFor?: number;
}

/**
 * Holds up the update of a listener or a rule until every pool that is about to get more traffic can take it. It asks in updates only;
 * what is created has nothing behind it that could be healthy yet. An error stops the step, and the listener stays as it was.
 *
 * @param label what the component is called in messages: its type and name.
 * @param there options of what is made for it otherwise.
 * @throws InputPropertyError when the time is out of range; Error when the stack turns the gate off without a reason.
 */
export function healthGate(
  parent: ComponentResource,
  label: string,
  there: CustomResourceOptions,
  { waitFor = 300 }: HealthGate = {},
): Gated {
  const seconds = whole("healthGate.waitFor", waitFor, 0, 3600);
  const setting = gateSetting();
  if (!setting.isOn) {
    const record = `off: ${setting.reason}`;
    void log.warn(`The health gate is ${record}. Routes may be given to targets that are not healthy.`, parent);
    return { routed: () => there, record };
  }
  if (!canHook()) return { routed: () => there, record: "on" };
  const { beforeUpdate = [] } = there.hooks ?? {};
  return {
    routed: (part, route) => {
      const hook = programHook(`${label}: health gate of ${part}`, async ({ id, oldInputs, newInputs }) => {
        const [before, after] = await Promise.all([sharesIn(oldInputs), sharesIn(newInputs)]);
        if (rises(before, after).length === 0) return;
        const floors = await floorsOf(poolsOf(route));
        await (
          route instanceof CanaryShift
            ? shift(parent, route, { route: id, before, waitFor: seconds })
            : waitForPools(parent, rises(before, after), floors, seconds)
        ).catch(explained);
      });
      return { ...there, hooks: { ...there.hooks, beforeUpdate: [...beforeUpdate, hook] } };
    },
    record: "on",
  };
}

/** What a gate is to a load balancer. */
interface Gated {
  /** Options of a listener or a rule that makes a route, by its name. */
  readonly routed: (part: string, route: Route) => CustomResourceOptions;
  /** What is to be kept with the deployment: `on`, or that the gate is off, and why. */
  readonly record: string;
}

/** How many healthy targets each target group needs, by its ARN. */
async function floorsOf(pools: readonly Pool[]): Promise<ReadonlyMap<string, number>> {
  const entries = pools.map(async ({ targetGroupArn, atLeast }) => [await known(targetGroupArn), atLeast] as const);
  return new Map(await Promise.all(entries));
}

/** The shares in a listener or a rule. A secret among its inputs is an output, but in an update all of them are known. */
async function sharesIn(inputs: ResourceHookArgs["newInputs"] = {}): Promise<Shares> {
  const { defaultActions, actions } = await known<Inputs>(output(inputs));
  return sharesOf(defaultActions ?? actions ?? []);
}

interface Inputs {
  readonly defaultActions?: readonly ForwardAction[];
  readonly actions?: readonly ForwardAction[];
}

/** The value of an output, which is known in an update. */
function known<Value>(value: Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    value.apply((plain) => {
      resolve(plain);
    });
  });
}

async function shift(
  parent: ComponentResource,
  { from, to, steps, watchFor, alarms }: CanaryShift,
  where: Pick<ShiftTask, "route" | "before" | "waitFor">,
): Promise<void> {
  const [fromArn, toArn] = await Promise.all([known(from.targetGroupArn), known(to.targetGroupArn)]);
  const pools = { from: fromArn, to: toArn, atLeast: to.atLeast };
  await takeSteps({ parent, ...where, ...pools, steps, watchFor, alarms });
}

async function waitForPools(
  parent: ComponentResource,
  rising: readonly Rise[],
  floors: ReadonlyMap<string, number>,
  seconds: number,
): Promise<void> {
  const regions = new Map<string, Elb>();
  const elbFor = async (arn: string) => {
    const region = arn.split(":")[3] ?? "";
    const elb = regions.get(region) ?? (await openElb(region));
    regions.set(region, elb);
    return elb;
  };
  try {
    await waitUntilFree(parent, seconds, async () => {
      const told: string[] = [];
      for (const rise of rising) {
        const obstacle = await (await elbFor(rise.arn)).obstacleOf(rise.arn, floors.get(rise.arn) ?? FEWEST);
        if (obstacle) told.push(`${inWords(rise)}: ${obstacle.why}`);
      }
      return told;
    });
  } finally {
    for (const elb of regions.values()) elb.close();
  }
}

/** `target group green would get 100 % of the traffic instead of 10 %`. */
function inWords({ arn, before, after }: Rise): string {
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  return `target group ${nameIn(arn)} would get ${percent(after)} of the traffic instead of ${percent(before)}`;
}

/** @throws Error that says what to do too. */
function explained(error: unknown): never {
  throw new Error(
    [
      asError(error).message,
      "Update again when the targets are healthy; give a pool that is new weight 0 first, so that its targets are checked.",
      'In an emergency: pulumi config set evenkeel:healthGate off, and evenkeel:healthGateReason "…".',
    ].join("\n"),
  );
}
