import type { Affinity, FailOpen, Floor, Probe, Scaling, Unrepaired } from "./behaviour";
import type { Bounds } from "./bounds";
import type { Gap } from "./resource";
import type { Placement } from "./zones";

/** What takes requests from clients: a load balancer, or a name that leads to several. */
export interface Entry {
  /** The URN of the resource. */
  readonly id: string;
  readonly label: string;
  /** The zones that it has enabled; `ANYWHERE` where it reaches all. */
  readonly zones: Placement;
  /** Whether each of its nodes shares over the targets of all zones, for a pool that leaves this to the load balancer. */
  readonly crossZone: boolean | undefined;
  /** The part of the clients that its DNS sends to their own zone, 0 to 1. */
  readonly zonalAffinity: Bounds;
  readonly gaps: readonly Gap[];
}

/** One way through an entry: a listener's default action, a rule, a classic load balancer's only way. */
export interface Route {
  readonly id: string;
  /** The URN of the resource that declares it. */
  readonly urn: string;
  /** As a person names it: `listener web:443 rule 10 (/api/*)`. */
  readonly label: string;
  /** The entry it belongs to; undefined where that is outside the stack or not known. */
  readonly entry: string | undefined;
  /** The port that its listener takes requests on, where that is known. */
  readonly port: number | undefined;
  /**
   * Where it sends its traffic. Several where a preview leaves open which reference is which: one of them is true.
   * Empty where nothing is forwarded (a redirect, a fixed response).
   */
  readonly alternatives: readonly (readonly Destination[])[];
  /** Whether it is known to forward at all. */
  readonly forwards: boolean;
  /** What keeps a client with the pool that it first got. */
  readonly affinity?: Affinity;
  readonly gaps: readonly Gap[];
}

export interface Destination {
  /** The id of a pool. */
  readonly pool: string;
  /** In the units of its route; only the ratio to the others counts. */
  readonly weight: Bounds;
  /** Whether the program gives the weight itself. */
  readonly isWeighted?: boolean;
}

/** A set of backends that share what a route sends to it: a target group, the backends of a backend service in one region. */
export interface Pool {
  readonly id: string;
  /**
   * What it is to a person, who is told of that once: the id or, where a preview leaves open who its members are, the same for
   * each way in which it may be made up. One of these is true.
   */
  readonly subject: string;
  readonly label: string;
  /** The URN of the resource to change; undefined where it is outside the stack. */
  readonly urn: string | undefined;
  readonly members: readonly Member[];
  /** What belongs to it and gets nothing while all is well. */
  readonly idle?: readonly Idle[];
  /** Whether others take its clients over when it has no backend left: those of another region, those that stand by. */
  readonly hasStandby?: boolean;
  /** Why there may be members that the stack does not show; empty where it shows all. */
  readonly open: readonly Gap[];
  /** Whether its targets share across zones, or as the load balancer says; undefined where that is not known. */
  readonly crossZone: boolean | "as the load balancer" | undefined;
  /** The part of the clients that are kept in their own zone, 0 to 1, where it is not the entry that decides. */
  readonly zonalAffinity?: Bounds;
  readonly healthCheck: HealthCheck;
  /** How its backends are checked, where something checks them and the stack shows how. */
  readonly probe?: Probe;
  /** What happens when too few are healthy; undefined where traffic then stops, or where nothing in the stack decides it. */
  readonly failOpen?: FailOpen;
  /** What keeps a client with the backend that it first got. */
  readonly affinity?: Affinity;
  readonly gaps: readonly Gap[];
}

/** Backends that stand by, are drained or are empty. */
export interface Idle {
  readonly label: string;
  /** As a person says it: `its capacityScaler is 0`. */
  readonly why: string;
}

/** `managed`: nothing to check, the service runs the backends itself. */
export type HealthCheck = "present" | "service default" | "managed" | "unknown" | Unchecked;

/** No health check asks the backends themselves. */
export interface Unchecked {
  /** What is still noticed: nothing, or that a port does not open. */
  readonly notices: "nothing" | "closed ports";
  /** What to do, as a person says it: `Set healthCheck.enabled to true`. */
  readonly remedy: string;
}

/** A source of backends. */
export type Member = Backends | InnerEntry;

/** Backends that fail one by one: a single target, or a group that a scaler keeps at a size. */
export interface Backends extends Floor {
  readonly kind: "backends";
  /** What fails as a unit, or the group of such: the same in two pools where it is the same backend. */
  readonly id: string;
  readonly label: string;
  /** One backend of a group, as a person names it: `an instance of Auto Scaling group web`. */
  readonly unit?: string;
  /** The port that it is registered with; absent where it is the only one that there can be. */
  readonly port?: Bounds;
  /** Whether the id is what it says; an unidentified backend may be one that is listed elsewhere too. */
  readonly identified: boolean;
  /** What its pool gives it, where that shares by capacity; else each backend gets the same. */
  readonly capacity?: Capacity;
  /** A group spreads evenly over these zones. */
  readonly placement: Placement;
  /** The fewest in service while a rollout replaces them; undefined where none does, or where it adds before it takes away. */
  readonly duringRollout?: Floor;
  /** Undefined where no scaler sizes it. */
  readonly scaling?: Scaling;
  readonly unrepaired?: Unrepaired;
}

/** How much a member can take, in the units of its pool: only the ratio to the others counts. */
export type Capacity =
  /** The same for each of its backends, or for all together, who then share it evenly. */
  | { readonly of: "each" | "all"; readonly amount: Bounds }
  /** Decided while it runs: any of its backends may get anything. */
  | "decided at run time";

/** Another load balancer behind this one. */
export interface InnerEntry {
  readonly kind: "entry";
  /** The id of the entry. */
  readonly id: string;
  /** The URN of the resource. */
  readonly urn: string;
  readonly label: string;
  /** The port of the inner listener, where known. */
  readonly port: number | undefined;
}

/** Who can send how much to whom, in no vendor's terms. */
export interface Graph {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly routes: readonly Route[];
  /** What the alarms of the stack watch, by the URNs of pools whose alarms can be read. */
  readonly watches?: ReadonlyMap<string, Watch>;
}

/** Whether an alarm tells of the health of a pool, or may: then why that is not known. */
export type Watch = "watched" | "unwatched" | readonly Gap[];
