import type { Pool, RouteTraffic } from "../../traffic";

/** A load balancer of a stack, with all that a runbook tells of it. */
export interface Balancer {
  readonly label: string;
  /** Who looks after it, as its tags say; undefined where they do not. */
  readonly owner: string | undefined;
  readonly routes: readonly RouteTraffic[];
  readonly pools: readonly Pool[];
  readonly commands: Commands;
}

/** What is typed, by what it is for. */
export interface Commands {
  /** These read, and change nothing. */
  readonly inspect: readonly Step[];
  /** These change what runs. */
  readonly restore: readonly Step[];
  readonly drain: readonly Step[];
}

/** Commands with what they are for. */
export interface Step {
  readonly text: string;
  readonly commands: readonly string[];
}
