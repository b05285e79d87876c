import { oneOf, type Random } from "./random";
import type { Front, Group, Machine, Split, World } from "./world";

/** Where a request went. */
export interface Hit {
  readonly group: Group;
  readonly machine: Machine;
}

/** The load balancers of a world at work, each as its name says. */
export function balancersOf(world: World): ReadonlyMap<string, Balancer> {
  return new Map([...world].map(([name, one]) => [name, new Balancer(one)]));
}

/** A load balancer at work: it knows where machines are, how much each takes, and by which weights they are sent to. */
export class Balancer {
  readonly #usable: readonly string[];
  readonly #total: number;
  readonly #groups = new Map<Group, Reached>();

  constructor(readonly front: Front) {
    this.#usable = usableNodes(front);
    this.#total = front.sends.reduce((sum, { weight }) => sum + weight, 0);
    for (const { to } of front.sends) if (typeof to !== "string") this.#groups.set(to, new Reached(to, front.nodes));
  }

  /** Sends one request on; undefined where it reaches nobody. */
  sends(balancers: ReadonlyMap<string, Balancer>, random: Random): Hit | undefined {
    const split = this.#split(random);
    if (!split) return undefined;
    if (typeof split.to === "string") return balancers.get(split.to)?.sends(balancers, random);
    const machine = this.#machine(split.to, random);
    return machine && { group: split.to, machine };
  }

  /** By lot, as the weights say. */
  #split(random: Random): Split | undefined {
    let left = random() * this.#total;
    return this.front.sends.find(({ weight }) => (left -= weight) < 0);
  }

  /** A client whose node has nobody to send to tries another of the addresses that it was given. */
  #machine(group: Group, random: Random): Machine | undefined {
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
