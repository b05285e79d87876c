import type { Bounds } from "./bounds";
import type { Backends, Pool } from "./graph";
import type { Part } from "./paths";
import type { Spread } from "./spread";

/** A pool on a route, with what it does with its share. */
export interface Load extends Part {
  readonly spread: Spread;
  /** Whether some of its backends are in other pools too. */
  readonly overlaps: boolean;
}

/** What one backend gets of a route's traffic. */
export interface BackendShare {
  readonly label: string;
  /** The pool that brings it most. */
  readonly pool: Pool;
  readonly share: Bounds;
  /** The way that brings it most: route, pools, backend. */
  readonly path: readonly string[];
}

/** One backend of a member, as a person names it. */
export function unitOf({ unit, label }: Backends): string {
  return unit ?? label;
}
