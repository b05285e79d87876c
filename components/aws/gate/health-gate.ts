import type { ComponentResource, CustomResourceOptions, ResourceHookArgs } from "@pulumi/pulumi";
import { FEWEST, inputsIn, inWords, known, openGate, type HealthGate } from "../../gate/gate";
import { waitUntilFree } from "../../gate/waiting";
import { CanaryShift } from "../canary-shift";
import type { Pool } from "../pool";
import { poolsOf, type Route } from "../routes";
import { openElb, type Elb } from "./elb";
import { nameIn, rises, sharesOf, type ForwardAction, type Rise, type Shares } from "./shares";
import { shift } from "./shift";

/**
 * Holds up the update of a listener or a rule until every pool that is about to get more traffic can take it.
 *
 * @throws InputPropertyError when the time is out of range; Error when the stack turns the gate off without a reason.
 */
export function healthGate(
  parent: ComponentResource,
  label: string,
  there: CustomResourceOptions,
  args: HealthGate | undefined,
): Gated {
  const { before: gated, record } = openGate(parent, label, there, args);
  return {
    routed: (part, route) =>
      gated(part, async ({ id, oldInputs, newInputs }, waitFor) => {
        const [before, after] = await Promise.all([sharesIn(oldInputs), sharesIn(newInputs)]);
        if (rises(before, after).length === 0) return;
        const floors = await floorsOf(poolsOf(route));
        await (route instanceof CanaryShift
          ? shift(parent, route, { arn: id, before, waitFor })
          : waitForPools(parent, rises(before, after), floors, waitFor));
      }),
    record,
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

/** The shares in a listener or a rule. */
async function sharesIn(inputs: ResourceHookArgs["newInputs"]): Promise<Shares> {
  const { defaultActions, actions } = await inputsIn<Inputs>(inputs);
  return sharesOf(defaultActions ?? actions ?? []);
}

interface Inputs {
  readonly defaultActions?: readonly ForwardAction[];
  readonly actions?: readonly ForwardAction[];
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
        if (obstacle) told.push(`${inWords(`target group ${nameIn(rise.arn)}`, rise)}: ${obstacle.why}`);
      }
      return told;
    });
  } finally {
    for (const elb of regions.values()) elb.close();
  }
}
