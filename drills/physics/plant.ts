/** A service as it runs, as plain data: who sends how much to whom, what each backend can take, and who watches it. */
export interface Plant {
  readonly ways: readonly Way[];
  readonly pools: readonly PlantPool[];
}

/** One way in for clients: a listener's default action, a rule, a path of a URL map. */
export interface Way {
  readonly id: string;
  readonly label: string;
  /** New requests a second, before any is tried again. */
  readonly rate: number;
  readonly door: Door;
  readonly sends: readonly Sending[];
}

/** A load balancer as its clients meet it. */
export interface Door {
  /** The zones that it has enabled. */
  readonly nodes: readonly string[];
  /** The zones that its clients are in; empty where they are in none. */
  readonly clients: readonly string[];
  /** How many of the clients are led to the node of their own zone, 0 to 1. */
  readonly keeps: number;
}

export interface Sending {
  /** The id of a pool. */
  readonly pool: string;
  readonly weight: number;
  /** The load balancer that shares over its backends, where that is another one than the way's own. */
  readonly door?: Door;
}

/** Backends that share what they are sent. */
export interface PlantPool {
  readonly id: string;
  readonly label: string;
  /** Whether a node sends to the backends of all zones, or only to those of its own. */
  readonly across: boolean;
  /** How its backends are checked; null where nothing notices that one fails. */
  readonly check: Check | null;
  /** With fewer healthy backends than this all of them get traffic; null where traffic then stops. */
  readonly failOpenBelow: number | null;
  /** Whether something keeps a client with the backend that it first got. */
  readonly sticks: boolean;
  readonly members: readonly PlantMember[];
}

/** The health check of a pool, in seconds and in checks in a row. */
export interface Check {
  readonly interval: number;
  readonly timeout: number;
  readonly unhealthy: number;
  readonly healthy: number;
  /** Whether it only tries the port, which a backend that hangs still opens. */
  readonly portOnly: boolean;
}

/** Backends that are alike: one that is registered by itself, or a group that a scaler keeps. */
export interface PlantMember {
  /** The same in two pools where it is the same backends. */
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** How many a scaler may make of them; the count where none does. */
  readonly most: number;
  /** Where they are, by turns. */
  readonly zones: readonly string[];
  /** How much of the pool's requests each takes compared with the others. */
  readonly takes: number;
  /** Requests a second that each can serve. */
  readonly capacity: number;
  /** Whether something replaces one that is found unhealthy. */
  readonly isRepaired: boolean;
  /** How many stay in service while a rollout replaces them. */
  readonly duringRollout: number;
}

/** The name of one backend of a member. */
export function nameOf({ label, count, most }: PlantMember, index: number): string {
  return count === 1 && most === 1 ? label : `${label} #${index + 1}`;
}
