import type { ComponentResource } from "@pulumi/pulumi";
import { known } from "../../gate/gate";
import { onlyFrom, takeSteps, type ShiftingRoute } from "../../gate/shift-steps";
import type { Services } from "../actions";
import { CanaryShift } from "../canary-shift";
import type { NamedRoute } from "../url-map";
import { openAlerts } from "./alerts";
import type { Compute } from "./compute";
import { LiveUrlMap } from "./live-url-map";
import { nameIn, normal, pathIn, type UrlMap, type Weights } from "./shares";
import { spotsOf } from "./spots";

/** A shift that has something to move in an update. */
export interface Due {
  readonly shift: CanaryShift;
  /** The links of its backend services. */
  readonly from: string;
  readonly to: string;
  /** What was deployed where it is in the URL map, by the keys of the spots. */
  readonly before: ReadonlyMap<string, Weights>;
}

/**
 * The shifts among the routes of a load balancer that an update makes. Where a rule is new, or has been a redirect, there is nothing
 * to shift.
 *
 * @param old what was deployed.
 */
export async function dueShifts(routes: readonly NamedRoute[], services: Services, old: UrlMap): Promise<Due[]> {
  const shifts = [...new Set(routes.flatMap(({ route }) => (route instanceof CanaryShift ? [route] : [])))];
  const all = shifts.map(async (shift): Promise<Due> => {
    const [from, to] = await Promise.all([linkOf(services, shift.from), linkOf(services, shift.to)]);
    const priorities = new Set(routes.filter(({ route }) => route === shift).map(({ priority }) => priority));
    const before = spotsOf(old).filter(({ priority, weights }) => {
      return priorities.has(priority) && weights.size > 0 && (normal(weights).get(to) ?? 0) < 1;
    });
    return { shift, from, to, before: new Map(before.map(({ key, weights }) => [key, weights])) };
  });
  return (await Promise.all(all)).filter(({ before }) => before.size > 0);
}

/** What a shift of a load balancer needs besides. */
interface Task {
  /** Id of the URL map. */
  readonly id: string;
  /** The fingerprint of the URL map that the stack has on record. */
  readonly recorded: string | undefined;
  readonly waitFor: number;
  readonly compute: Compute;
  /** What keeps other services from getting what the update gives them. */
  readonly others: () => Promise<readonly string[]>;
}

/**
 * Takes traffic of a URL map from one backend service to another, all but the last step.
 *
 * The provider sends the fingerprint that the stack has on record, and Google Cloud refuses any but that of what is there. It is a hash
 * of the contents: so in the end the URL map gets its deployed weights again, and the update goes from there to the last step.
 *
 * @throws Error that says which step was not taken, or taken back, and why.
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps
 */
export async function shift(
  parent: ComponentResource,
  due: readonly Due[],
  { id, recorded, compute, ...task }: Task,
): Promise<void> {
  const map = await LiveUrlMap.open(id);
  const before = new Map(due.flatMap((one) => [...one.before]));
  if (map.has(before)) onRecord(map, recorded);
  const routes = await Promise.all(due.map((one) => shiftingRoute(one, map, compute)));
  const takeBack = async () => {
    await map.lookAgain();
    await map.reweigh(before);
  };
  const handOver = async () => {
    if (!map.has(before)) await map.reweigh(before);
    onRecord(map, recorded);
  };
  await takeSteps({ parent, ...task, routes, takeBack, handOver });
}

/** @throws Error where a URL map with the deployed weights is not what the stack has on record, so that no update of it succeeds. */
function onRecord({ name, fingerprint }: LiveUrlMap, recorded: string | undefined): void {
  if (fingerprint === recorded) return;
  throw new Error(`URL map ${name} is not as it was deployed; record what it is, and update again: pulumi refresh`);
}

async function shiftingRoute(
  { shift, from, to, before }: Due,
  map: LiveUrlMap,
  compute: Compute,
): Promise<ShiftingRoute> {
  for (const weights of before.values()) onlyFrom({ from, to }, normal(weights), nameIn);
  const queries = await Promise.all(
    Object.entries(shift.alerts).map(async ([name, query]) => [name, await known(query)] as const),
  );
  const ringing = await openAlerts(map.project, Object.fromEntries(queries));
  return {
    ...{ pool: `backend service ${nameIn(to)}`, steps: shift.steps, watchFor: shift.watchFor },
    now: percentOf(to, before, map),
    obstacle: () => compute.obstacleOf(to, shift.to.atLeast),
    alarm: async () => {
      if (await map.isChanged()) return `URL map ${map.name} has been changed by something else meanwhile.`;
      const names = await ringing();
      return names.length === 0 ? undefined : `Alert ${names.join(", ")} rings.`;
    },
    set: (percent) => {
      const weights = new Map([
        [from, 100 - percent],
        [to, percent],
      ]);
      return map.reweigh(new Map([...before.keys()].map((key) => [key, weights])));
    },
  };
}

/** Percent that a service gets now, wherever it is to get more; undefined where it is not part of all of that. */
function percentOf(to: string, before: ReadonlyMap<string, Weights>, map: LiveUrlMap): number | undefined {
  const here = map.spots.filter(({ key }) => before.has(key));
  if (here.length < before.size) {
    throw new Error(
      `URL map ${map.name} has not all routes any more that were deployed; see what has changed: pulumi refresh`,
    );
  }
  const percents = here.map(({ weights }) => {
    const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    const mine = weights.get(to);
    return mine === undefined || all === 0 ? mine : (mine * 100) / all;
  });
  return percents.includes(undefined) ? undefined : Math.min(...percents.map((percent) => percent ?? 0));
}

async function linkOf(services: Services, pool: CanaryShift["to"]): Promise<string> {
  const service = services.get(pool);
  if (!service) throw new Error(`pool ${pool.label} has no backend service`);
  return pathIn(await known(service.id));
}
