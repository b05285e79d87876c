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
  const balancers = new Map([...world].map(([name, one]) => [name, new Balancer(one)]));
  const first = balancers.get(front);
  if (!first) throw new Error(`there is no load balancer ${front}`);
  let lost = 0;
  for (let request = 0; request < requests; request += 1) if (!first.takes(balancers, random)) lost += 1;
  const machines = new Map<string, number>();
  const zones = new Map<string, number>();
  const pools = new Map<string, Set<string>>();
  for (const { hits } of balancers.values()) {
    for (const [group, counts] of hits) {
      const answered = pools.get(group.name) ?? new Set();
      pools.set(group.name, answered);
      for (const [{ name, zone }, count] of counts) {
        answered.add(name);
        machines.set(name, (machines.get(name) ?? 0) + count);
        zones.set(zone, (zones.get(zone) ?? 0) + count);
      }
    }
  }
  return { requests, machines, zones, pools, lost };
}

/** The share of the machine that got most. */
export function largestShare({ machines, requests }: Outcome): number {
  return Math.max(0, ...machines.values()) / requests;
}

/** A load balancer at work. */
class Balancer {
  readonly #usable: readonly string[];
  readonly #total: number;
  readonly #groups = new Map<Group, Reached>();
  /** What each machine got, by group. */
  readonly hits = new Map<Group, Map<Machine, number>>();

  constructor(readonly front: Front) {
    this.#usable = usableNodes(front);
    this.#total = front.sends.reduce((sum, { weight }) => sum + weight, 0);
    for (const { to } of front.sends) {
      if (typeof to === "string") continue;
      this.#groups.set(to, new Reached(to, front.nodes));
      this.hits.set(to, new Map());
    }
  }

  /** Sends one request on; false where it reaches nobody. */
  takes(balancers: ReadonlyMap<string, Balancer>, random: Random): boolean {
    const split = this.#split(random);
    if (!split) return false;
    if (typeof split.to === "string") return balancers.get(split.to)?.takes(balancers, random) ?? false;
    const machine = this.#machine(split.to, random);
    if (!machine) return false;
    const counts = this.hits.get(split.to);
    counts?.set(machine, (counts.get(machine) ?? 0) + 1);
    return true;
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
