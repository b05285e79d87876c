import type { Bounds } from "./bounds";
import type { Gap } from "./resource";

/** A setting that a person can change. */
export interface Setting {
  /** The URN of the resource that has it. */
  readonly urn: string;
  /** As a person names it: `minSize of Auto Scaling group web`. */
  readonly label: string;
}

/** How few backends a member keeps, and what of it is not known. */
export interface Floor {
  /** The fewest the configuration guarantees; bounds only where that is not known. Infinite for what scales by itself. */
  readonly floor: Bounds;
  /** The setting that the floor comes from, where one does. */
  readonly setBy: Setting | undefined;
  readonly gaps: readonly Gap[];
}

/** What decides how soon a backend that fails is noticed. */
export interface Probe {
  /** Where it is configured: the pool's own resource or that of the check. */
  readonly urn: string;
  /** Seconds from one check to the next. */
  readonly interval: Bounds;
  /** Seconds without an answer after which a check has failed. */
  readonly timeout: Bounds;
  /** Checks that must fail in a row before a backend gets no more traffic. */
  readonly unhealthyThreshold: Bounds;
  /** Whether only the port is tried, of a service that speaks HTTP and could be asked; undefined where that is not known. */
  readonly asksOnlyThePort: boolean | undefined;
  /** Settings that the service would refuse, as a person says it: `interval must be 5 to 300 seconds, but is 400`. */
  readonly refused: readonly string[];
  readonly gaps: readonly Gap[];
}

/** What a pool does when too few of its backends are healthy. */
export interface FailOpen {
  /** Fewer healthy backends than this are too few. Within bounds where that is a part of a number that may grow. */
  readonly below: Bounds;
  /** What happens then, as a person says it: `it sends traffic to all targets, healthy or not`. */
  readonly then: string;
  /** Whether the configuration says so itself, so that somebody chose it; undefined where that is not known. */
  readonly isStated: boolean | undefined;
  /** What to do, as a person says it: `Set targetGroupHealth`. */
  readonly remedy: string;
  readonly gaps: readonly Gap[];
}

/** What keeps a client with the backend, or the pool, that it first got. */
export interface Affinity {
  /** Whether each client has its own (a cookie, a header), or all behind one address are one client. */
  readonly by: "client" | "address" | undefined;
  /** Seconds for which it lasts; without limit where only the client ends it. */
  readonly lifetime: Bounds;
  /** The setting, as a person names it: `stickiness of type lb_cookie`. */
  readonly label: string;
  readonly gaps: readonly Gap[];
}

/** Between which sizes a scaler moves a group. */
export interface Scaling {
  /** The minimum that holds while no schedule changes it. */
  readonly usualLeast: Bounds;
  /** The maximum sizes, the usual one first; each schedule may set one more. */
  readonly ceilings: readonly Ceiling[];
  readonly gaps: readonly Gap[];
}

interface Ceiling {
  readonly most: Bounds;
  readonly setBy: Setting;
}

/** A group does not replace a backend that the health check of its pool finds unhealthy. */
export interface Unrepaired {
  readonly urn: string;
  /** As a person says it: `Auto Scaling group web replaces an instance only when its status checks fail (healthCheckType EC2)`. */
  readonly why: string;
  /** What to do, as a person says it: `Set healthCheckType to ELB`. */
  readonly remedy: string;
}
