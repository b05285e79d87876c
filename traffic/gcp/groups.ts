import type { Backends } from "../graph";
import type { Gap } from "../resource";
import type { Region } from "./places";

/** What the `group` of a backend is: an instance group, or a network endpoint group. */
export interface Group {
  /** The region that it is in; undefined where that is not known. */
  readonly region: Region | undefined;
  readonly members: readonly Backends[];
  /** Why there may be members that the stack does not show. */
  readonly open: readonly Gap[];
  /** Whether the load balancer checks the health of its members, or leaves it to the service that runs them. */
  readonly isChecked: boolean;
}
