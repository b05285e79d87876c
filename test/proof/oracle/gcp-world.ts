import { oneOf, shuffled, wholeNumber, type Random } from "../../../drills/physics/random";
import type { Group, Machine, World } from "../../../drills/physics/world";
import { at } from "../../support/at";
import { REGIONS, ZONES, type GcpPlan, type GroupPlan, type ServicePlan } from "./gcp-plan";
import { settled } from "./setting";
import type { Sizes } from "./sizes";

/** The machines of a group, all of which are in one region. */
interface Machines {
  readonly region: string;
  readonly machines: readonly { readonly name: string; readonly zone: string }[];
}

/** What of a service is in one region. */
interface Part {
  readonly region: string;
  readonly machines: readonly Machine[];
}

/**
 * One of the worlds that a plan may turn into, as the clients near a place see it.
 *
 * @param near a region, or the number of a group in whose region the clients are; undefined for clients anywhere.
 */
export function gcpWorld(plan: GcpPlan, sizes: Sizes, random: Random, near: string | number | undefined): World {
  const groups = plan.groups.map((one, index) => machinesOf(one, `g${index}`, sizes, random));
  const home = near === undefined ? oneOf(random, REGIONS) : typeof near === "number" ? at(groups, near).region : near;
  const nearest = [home, ...shuffled(random, REGIONS).filter((region) => region !== home)];
  const services = plan.services.map((service, index): Group => {
    const parts = partsOf(plan, service, groups, random);
    const name = `backend service s${index}`;
    if (plan.kind !== "global") return { name, across: true, machines: parts.flatMap(({ machines }) => machines) };
    // The nearest region that can take anything takes all.
    const region = nearest.find((one) => parts.some((part) => part.region === one && part.machines.length > 0));
    const here = parts.filter((part) => part.region === region);
    return { name, across: true, machines: here.flatMap(({ machines }) => machines) };
  });
  const weights = plan.services.map(({ weight }) => (plan.kind === "passthrough" ? 1 : settled(weight, random)));
  const order = plan.isFirst ? shuffled(random, services) : services;
  const sends = order.map((to, index) => ({ weight: at(weights, index), to }));
  return new Map([["web", { nodes: [...ZONES], clients: [], keeps: 0, sends }]]);
}

/** What a service has in each place, with what each machine takes. */
function partsOf(plan: GcpPlan, service: ServicePlan, groups: readonly Machines[], random: Random): Part[] {
  const own = service.backends.map(({ group }) => at(groups, group));
  const order = plan.isFirst ? shuffled(random, own) : own;
  return service.backends.map(({ scaler, of, limit }, index) => {
    const { region, machines } = at(order, index);
    const isShared = of === "all" && service.mode !== "UTILIZATION";
    const capacity = (settled(scaler, random) * settled(limit, random)) / (isShared ? machines.length : 1);
    const takes = plan.kind === "passthrough" ? 1 : capacity;
    return { region, machines: takes > 0 ? machines.map((machine) => ({ ...machine, takes })) : [] };
  });
}

function machinesOf({ zone, size, scaler }: GroupPlan, name: string, sizes: Sizes, random: Random): Machines {
  const least = settled(scaler ?? size, random);
  const count = sizes === "least" || !scaler ? least : wholeNumber(random, least, 9);
  const first = REGIONS[0];
  const zones = zone
    ? [settled(zone, random)]
    : shuffled(
        random,
        ZONES.filter((one) => one.startsWith(first)),
      );
  const manager = zone ? "instance group manager" : "regional instance group manager";
  return {
    region: zone ? at(zones, 0).slice(0, -2) : first,
    machines: Array.from({ length: count }, (_, index) => ({
      name: `${manager} ${name} #${index}`,
      zone: at(zones, index % zones.length),
    })),
  };
}
