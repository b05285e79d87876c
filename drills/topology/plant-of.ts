import {
  type Backends,
  type Entry,
  type Pool,
  type Resource,
  type RouteTraffic,
  type Traffic,
  type Value,
} from "../../traffic";
import type { Check, Door, Plant, PlantMember, PlantPool, Sending, Way } from "../physics/plant";
import type { Capacities } from "./capacities";
import { settled, waysOf } from "./ways";

/** A stack that a plant is made of. */
export interface Topology {
  readonly resources: readonly Resource[];
  readonly traffic: Traffic;
}

type Load = RouteTraffic["alternatives"][number][number];

/** What a backend that scales by itself can serve. */
const WITHOUT_LIMIT = 1e6;

/**
 * The service that a configuration describes, with as many backends as it guarantees. What is not known of it is taken to be what is
 * least, so that a drill always has something definite.
 */
export function plantOf({ resources, traffic }: Topology, { rate, of }: Capacities): Plant {
  const ways: Way[] = [];
  const pools = new Map<string, PlantPool>();
  for (const route of waysOf(traffic)) {
    const { id, label, entry: own } = route.route;
    const [loads = []] = route.alternatives;
    const sends = loads.map((load): Sending => {
      if (!pools.has(load.pool.id)) pools.set(load.pool.id, poolOf(load, resources, of));
      const sending = { pool: load.pool.id, weight: settled(load.share) };
      return load.entry?.id === own ? sending : { ...sending, door: doorOf(load.entry, [load]) };
    });
    const outer = traffic.graph.entries.get(own ?? "");
    const direct = loads.filter(({ entry }) => entry?.id === own);
    ways.push({ id, label, rate, door: doorOf(outer, direct), sends });
  }
  return { ways, pools: [...pools.values()] };
}

const NOWHERE = "one zone";

function doorOf(entry: Entry | undefined, loads: readonly Load[]): Door {
  const known = entry?.zones.zones ?? [];
  const found = new Set(
    loads.flatMap((load) => backendsIn(load.pool).flatMap((member) => zonesOf(member, load.entry))),
  );
  const nodes = known.length > 0 ? known : found.size > 0 ? [...found] : [NOWHERE];
  const keeps = settled(loads.map(({ pool }) => pool.zonalAffinity).find((one) => one) ?? entry?.zonalAffinity ?? NONE);
  return { nodes, clients: keeps > 0 ? nodes : [], keeps };
}

const NONE = { atLeast: 0, atMost: 0 };

function poolOf(
  { pool, entry, spread }: Load,
  resources: readonly Resource[],
  capacityOf: Capacities["of"],
): PlantPool {
  const { id, label, failOpen } = pool;
  const crossZone = pool.crossZone === "as the load balancer" ? entry?.crossZone : pool.crossZone;
  const unused = new Set(spread.unused.map((one) => one.id));
  return {
    ...{ id, label },
    across: crossZone ?? true,
    check: checkOf(pool, resources),
    failOpenBelow: failOpen ? Math.max(1, failOpen.below.atLeast) : null,
    sticks: pool.affinity !== undefined,
    members: backendsIn(pool).map((member) => {
      const zones = unused.has(member.id) ? member.placement.zones : zonesOf(member, entry);
      return memberOf(member, zones, capacityOf(member.id, id));
    }),
  };
}

function backendsIn({ members }: Pool): Backends[] {
  return members.filter((one) => one.kind === "backends");
}

/** Where its backends are, in the terms of the load balancer: what is not known to be elsewhere is in its zones. */
function zonesOf(member: Backends, entry: Entry | undefined): readonly string[] {
  const [own, enabled] = [member.placement.zones, entry?.zones.zones ?? []];
  if (own.length === 0) return enabled.length > 0 ? enabled : [NOWHERE];
  return enabled.length === 0 || own.some((zone) => enabled.includes(zone)) ? own : enabled.slice(0, own.length);
}

function memberOf(member: Backends, zones: readonly string[], capacity: number): PlantMember {
  const { id, label, floor, scaling, capacity: given, duringRollout, unit, unrepaired } = member;
  const isEndless = floor.atLeast === Infinity;
  const count = isEndless ? 1 : floor.atLeast;
  const amount = given === undefined || given === "decided at run time" ? 1 : settled(given.amount);
  const isTogether = typeof given === "object" && given.of === "all";
  return {
    ...{ id, label, count, zones },
    most: isEndless ? count : Math.max(count, Math.min(1000, scaling?.ceilings[0]?.most.atLeast ?? count)),
    takes: isTogether ? amount / Math.max(1, count) : amount,
    capacity: isEndless ? WITHOUT_LIMIT : capacity,
    isRepaired: unit !== undefined && unrepaired === undefined,
    duringRollout: Math.min(count, duringRollout?.floor.atLeast ?? count),
  };
}

/** Google Cloud and AWS both take two to three answers that are right in a row for enough. */
const HEALTHY_AFTER = 2;

function checkOf({ healthCheck, probe, urn }: Pool, resources: readonly Resource[]): Check | null {
  if (healthCheck === "managed") return null;
  if (typeof healthCheck === "object" && healthCheck.notices === "nothing") return null;
  const portOnly = typeof healthCheck === "object" || probe?.asksOnlyThePort === true;
  const at = resources.find((one) => one.urn === (probe?.urn ?? urn));
  const block = at?.inputs["healthCheck"];
  const stated = fieldOf(block, "healthyThreshold") ?? at?.inputs["healthyThreshold"];
  return {
    interval: Math.max(1, Math.round(probe ? settled(probe.interval) : 30)),
    timeout: probe ? settled(probe.timeout) : 5,
    unhealthy: probe ? settled(probe.unhealthyThreshold) : 2,
    healthy: typeof stated === "number" ? stated : HEALTHY_AFTER,
    portOnly,
  };
}

function fieldOf(block: Value | undefined, name: string): Value | undefined {
  return typeof block === "object" && block !== null && !Array.isArray(block)
    ? Object.entries(block).find(([key]) => key === name)?.[1]
    : undefined;
}
