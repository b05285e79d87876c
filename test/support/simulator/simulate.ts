import { oneOf, type Random } from "./random";
import type { Front, Group, Machine, Split, World } from "./world";

/** What became of the requests. */
export interface Outcome {
  readonly requests: number;
  /** How many each machine got, by its name. */
  readonly machines: ReadonlyMap<string, number>;
  readonly zones: ReadonlyMap<string, number>;
  /** Which machines answered for each pool, by its name. */
  readonly pools: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many reached nobody. */
  readonly lost: number;
}

/** Sends requests, one by one, to a load balancer. */
export function simulate(world: World, front: string, requests: number, random: Random): Outcome {
  const machines = new Map<string, number>();
  const zones = new Map<string, number>();
  const pools = new Map<string, Set<string>>();
  const balancers = new Map([...world].map(([name, one]) => [name, new Balancer(one)]));
  let lost = 0;
  for (let request = 0; request < requests; request += 1) {
    const hit = follow(balancers, front, random);
    if (hit === undefined) {
      lost += 1;
      continue;
    }
    const { machine, group } = hit;
    machines.set(machine.name, (machines.get(machine.name) ?? 0) + 1);
    zones.set(machine.zone, (zones.get(machine.zone) ?? 0) + 1);
    let answered = pools.get(group.name);
    if (!answered) pools.set(group.name, (answered = new Set()));
    answered.add(machine.name);
  }
  return { requests, machines, zones, pools, lost };
}

/** The share of the machine that got most. */
export function largestShare({ machines, requests }: Outcome): number {
  return Math.max(0, ...machines.values()) / requests;
}

interface Hit {
  readonly machine: Machine;
  readonly group: Group;
}

function follow(balancers: ReadonlyMap<string, Balancer>, front: string, random: Random): Hit | undefined {
  const balancer = balancers.get(front);
  if (!balancer) throw new Error(`there is no load balancer ${front}`);
  const split = balancer.splits(random);
  if (!split) return undefined;
  if (typeof split.to === "string") return follow(balancers, split.to, random);
  const machine = balancer.machine(split.to, random);
  return machine && { machine, group: split.to };
}

/** A load balancer at work. */
class Balancer {
  readonly #usable: readonly string[];
  readonly #total: number;
  readonly #groups = new Map<Group, Reached>();

  constructor(readonly front: Front) {
    this.#usable = usableNodes(front);
    this.#total = front.sends.reduce((sum, { weight }) => sum + weight, 0);
    for (const { to } of front.sends) if (typeof to !== "string") this.#groups.set(to, new Reached(to, front.nodes));
  }

  /** By lot, as the weights say. */
  splits(random: Random): Split | undefined {
    let left = random() * this.#total;
    return this.front.sends.find(({ weight }) => (left -= weight) < 0);
  }

  /** A client whose node has nobody to send to tries another of the addresses that it was given. */
  machine(group: Group, random: Random): Machine | undefined {
    const reached = this.#groups.get(group);
    if (!reached || reached.zones.size === 0) return undefined;
    if (group.across) return reached.all.draw(random);
    const here = reached.zones.get(this.#node(random));
    return (here ?? oneOf(random, [...reached.zones.values()])).draw(random);
  }

  #node(random: Random): string {
    const { clients, keeps } = this.front;
    if (clients.length > 0 && random() < keeps) {
      const own = oneOf(random, clients);
      if (this.#usable.includes(own)) return own;
    }
    return oneOf(random, this.#usable);
  }
}

/** The machines of a group that are in zones of the load balancer. */
class Reached {
  readonly all: Lots;
  readonly zones = new Map<string, Lots>();

  constructor({ machines }: Group, nodes: readonly string[]) {
    const enabled = machines.filter(({ zone }) => nodes.includes(zone));
    this.all = new Lots(enabled);
    for (const zone of new Set(enabled.map((machine) => machine.zone))) {
      this.zones.set(zone, new Lots(enabled.filter((machine) => machine.zone === zone)));
    }
  }
}

/** Machines to draw from, each as often as it takes. */
class Lots {
  readonly #total: number;

  constructor(readonly machines: readonly Machine[]) {
    this.#total = machines.reduce((sum, { takes }) => sum + takes, 0);
  }

  draw(random: Random): Machine | undefined {
    let left = random() * this.#total;
    return this.machines.find(({ takes }) => (left -= takes) < 0);
  }
}

/** Names lead to no node that would have nobody for one of its pools, unless that is so of all. */
function usableNodes({ nodes, sends }: Front): readonly string[] {
  const zonal = sends.flatMap(({ weight, to }) => (weight > 0 && typeof to !== "string" && !to.across ? [to] : []));
  const usable = nodes.filter((node) => zonal.every(({ machines }) => machines.some(({ zone }) => zone === node)));
  return usable.length > 0 ? usable : nodes;
}
