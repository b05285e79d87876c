import type { Bounds } from "./bounds";
import type { Gap } from "./resource";
import type { Placement } from "./zones";

/** What takes requests from clients: a load balancer. */
export interface Entry {
  /** The URN of the resource. */
  readonly id: string;
  readonly label: string;
  readonly kind: "application" | "network" | "gateway" | "classic";
  /** The zones that the load balancer has enabled. */
  readonly zones: Placement;
  /** Whether each of its nodes shares over the targets of all zones, for a pool that leaves this to the load balancer. */
  readonly crossZone: boolean | undefined;
  /** The part of the clients that its DNS sends to their own zone, 0 to 1. */
  readonly zonalAffinity: Bounds;
  readonly gaps: readonly Gap[];
}

/** One way through an entry: a listener's default action, a rule, a classic load balancer's only way. */
export interface Route {
  /** The URN of the resource that declares it. */
  readonly id: string;
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
  readonly gaps: readonly Gap[];
}

export interface Destination {
  /** The id of a pool. */
  readonly pool: string;
  /** In the units of its route; only the ratio to the others counts. */
  readonly weight: Bounds;
}

/** A set of backends that share what a route sends to it: a target group, a classic load balancer's instances. */
export interface Pool {
  /** The URN of the resource; the reference itself where it is outside the stack. */
  readonly id: string;
  readonly label: string;
  readonly inStack: boolean;
  readonly members: readonly Member[];
  /** Why there may be members that the stack does not show; empty where it shows all. */
  readonly open: readonly Gap[];
  /** Whether its targets share across zones, or as the load balancer says; undefined where that is not known. */
  readonly crossZone: boolean | "as the load balancer" | undefined;
  readonly healthCheck: HealthCheck;
  readonly gaps: readonly Gap[];
}

/** `managed`: nothing to check, the service runs the backends itself. */
export type HealthCheck = "present" | "service default" | "disabled" | "missing" | "managed" | "unknown";

/** A source of backends. */
export type Member = Backends | InnerEntry;

/** Backends that fail one by one: a single target, or a group that a scaler keeps at a size. */
export interface Backends {
  readonly kind: "backends";
  /** What fails as a unit, or the group of such: the same in two pools where it is the same backend. */
  readonly id: string;
  readonly label: string;
  /** One backend of a group, as a person names it: `an instance of Auto Scaling group web`. */
  readonly unit?: string;
  /** Whether the id is what it says; an unidentified backend may be one that is listed elsewhere too. */
  readonly identified: boolean;
  /** The fewest the configuration guarantees; bounds only where that is not known. Infinite for what scales by itself. */
  readonly floor: Bounds;
  /** The setting that the floor comes from, where one does. */
  readonly setBy: Setting | undefined;
  /** A group spreads evenly over these zones. */
  readonly placement: Placement;
  readonly gaps: readonly Gap[];
}

/** A setting that a person can change. */
export interface Setting {
  /** The URN of the resource that has it. */
  readonly urn: string;
  /** As a person names it: `minSize of Auto Scaling group web`. */
  readonly label: string;
}

/** Another load balancer behind this one. */
export interface InnerEntry {
  readonly kind: "entry";
  readonly id: string;
  readonly label: string;
  /** The port of the inner listener, where known. */
  readonly port: number | undefined;
}

/** Who can send how much to whom, in no vendor's terms. */
export interface Graph {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly routes: readonly Route[];
}
