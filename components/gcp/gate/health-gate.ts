import type { ComponentResource, CustomResourceOptions } from "@pulumi/pulumi";
import { FEWEST, inputsIn, inWords, known, openGate, type HealthGate } from "../../gate/gate";
import type { Obstacle } from "../../gate/readiness";
import { waitUntilFree } from "../../gate/waiting";
import type { Services } from "../actions";
import type { NamedRoute } from "../url-map";
import { openCompute, type Compute } from "./compute";
import { nameIn, pathIn, rises, routesOf, type UrlMap } from "./shares";
import { dueShifts, shift } from "./shift";

/** What a gate is to a load balancer. */
interface Gated {
  /** Options of its URL map. */
  readonly routed: (services: Services, routes: readonly NamedRoute[]) => CustomResourceOptions;
  /** Options of a backend service of which one group can stand by for another. */
  readonly switched: (atLeast: number) => CustomResourceOptions;
  /** What is to be kept with the deployment: `on`, or that the gate is off, and why. */
  readonly record: string;
}

/**
 * Holds up the update of a URL map until every backend service that is about to get more traffic can take it, and that of a backend
 * service until the groups can that have stood by.
 *
 * @throws InputPropertyError when the time is out of range; Error when the stack turns the gate off without a reason.
 */
export function healthGate(
  parent: ComponentResource,
  label: string,
  there: CustomResourceOptions,
  args: HealthGate | undefined,
): Gated {
  const { before, record } = openGate(parent, label, there, args);
  return {
    routed: (services, routes) =>
      before("its URL map", async ({ id, oldInputs, newInputs, oldOutputs }, waitFor) => {
        const [old, next] = await Promise.all([inputsIn<UrlMap>(oldInputs), inputsIn<UrlMap>(newInputs)]);
        const rising = rises(routesOf(old), routesOf(next));
        if (rising.length === 0) return;
        const due = await dueShifts(routes, services, old);
        const floors = await floorsOf(services);
        const asking = rising
          .filter(({ link }) => due.every(({ to }) => to !== link))
          .map((rise): Asking => {
            const { link } = rise;
            return {
              what: inWords(`backend service ${nameIn(link)}`, rise),
              obstacle: (compute) => compute.obstacleOf(link, floors.get(link) ?? FEWEST),
            };
          });
        const compute = await openCompute();
        const others = () => obstaclesTo(asking, compute);
        if (due.length === 0) await waitUntilFree(parent, waitFor, others);
        else {
          const { fingerprint: recorded } = await inputsIn<{ readonly fingerprint?: string }>(oldOutputs);
          await shift(parent, due, { id, recorded, waitFor, compute, others });
        }
      }),
    switched: (atLeast) =>
      before("its backend service", async ({ id, oldInputs, newInputs }, waitFor) => {
        const [old, next] = await Promise.all([inputsIn<Backends>(oldInputs), inputsIn<Backends>(newInputs)]);
        const promoted = new Set(groupsIn(next, false).filter((group) => groupsIn(old, true).includes(group)));
        if (promoted.size === 0) return;
        const what = `${[...promoted].map(nameIn).join(" and ")} would get all traffic, after standing by`;
        const asking: Asking = { what, obstacle: (compute) => compute.obstacleOf(id, atLeast, promoted) };
        const compute = await openCompute();
        await waitUntilFree(parent, waitFor, () => obstaclesTo([asking], compute));
      }),
    record,
  };
}

interface Asking {
  readonly what: string;
  readonly obstacle: (compute: Compute) => Promise<Obstacle>;
}

async function obstaclesTo(asking: readonly Asking[], compute: Compute): Promise<string[]> {
  const told: string[] = [];
  for (const { what, obstacle } of asking) {
    const found = await obstacle(compute);
    if (found) told.push(`${what}: ${found.why}`);
  }
  return told;
}

interface Backends {
  readonly backends?: readonly { readonly group: string; readonly failover?: boolean }[];
}

function groupsIn({ backends = [] }: Backends, standingBy: boolean): string[] {
  return backends.flatMap(({ group, failover = false }) => (failover === standingBy ? [group] : []));
}

/** How many healthy backends each backend service needs, by its link. */
async function floorsOf(services: Services): Promise<ReadonlyMap<string, number>> {
  const entries = [...services].map(async ([{ atLeast }, { id }]) => [pathIn(await known(id)), atLeast] as const);
  return new Map(await Promise.all(entries));
}
