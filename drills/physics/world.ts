/** What is deployed and runs, with nothing left open: which machine is where, and who sends what to whom. */
export type World = ReadonlyMap<string, Front>;

/** A load balancer as its clients meet it: a node in each of its zones, all of which act alike. */
export interface Front {
  readonly nodes: readonly string[];
  /** The zone that each client is in; drawn from for each request. Empty where clients are in none. */
  readonly clients: readonly string[];
  /** How many of the clients are led to the node of their own zone, 0 to 1. */
  readonly keeps: number;
  readonly sends: readonly Split[];
}

export interface Split {
  readonly weight: number;
  /** A pool, or another load balancer by its name. */
  readonly to: Group | string;
}

/** Machines that share what they are sent. */
export interface Group {
  readonly name: string;
  /** Whether a node sends to the machines of all zones, or only to those of its own. */
  readonly across: boolean;
  readonly machines: readonly Machine[];
}

export interface Machine {
  /** What fails as one; the same in two pools where it is the same machine. */
  readonly name: string;
  readonly zone: string;
  /** How much of the requests it takes compared with the others of its group: the number of its ports, its capacity. */
  readonly takes: number;
}

/** The world without the machines, and the nodes, that have failed. */
export function without(world: World, failed: { readonly machine?: string; readonly zone?: string }): World {
  const stands = ({ name, zone }: Machine) => name !== failed.machine && zone !== failed.zone;
  return new Map(
    [...world].map(([name, front]) => [
      name,
      {
        ...front,
        nodes: front.nodes.filter((zone) => zone !== failed.zone),
        sends: front.sends.map((split) =>
          typeof split.to === "string"
            ? split
            : { ...split, to: { ...split.to, machines: split.to.machines.filter(stands) } },
        ),
      },
    ]),
  );
}
