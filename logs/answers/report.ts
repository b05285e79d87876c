import type { Skipped } from "../files/local";
import type { Level } from "../formats/format";

/** What logs say of who got how much, as data: every format of the report prints this and nothing else. */
export interface LogReport {
  /** Of the format: what is added keeps it, what is changed raises it. */
  readonly version: 1;
  readonly read: Read;
  /** Seconds. */
  readonly window: number;
  /** The first window, and the end of the last: ISO 8601, UTC. Absent where nothing was counted. */
  readonly from?: string;
  readonly to?: string;
  readonly pools: readonly PoolAnswer[];
  readonly routes: readonly RouteAnswer[];
}

/** What was read, and what could not be. */
interface Read {
  readonly files: number;
  readonly lines: number;
  readonly malformed: number;
  /** Some of the malformed lines, cut short. */
  readonly samples: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly formats: readonly FormatRead[];
}

export interface FormatRead {
  readonly id: string;
  readonly name: string;
  /** Whom its lines name. */
  readonly level: Level;
  readonly limits?: string;
  readonly lines: number;
}

/** What requests come to. */
export interface Sums {
  readonly requests: number;
  /** Bytes from clients, and to them. */
  readonly received: number;
  readonly sent: number;
  /** The seconds that targets took for all of them together, where that is told. */
  readonly seconds: number;
  readonly timed: number;
}

export interface PoolAnswer extends Sums {
  readonly balancer: string;
  /** Empty where the logs name none. */
  readonly pool: string;
  /** Requests that reached no target: redirects, errors of the load balancer, functions. */
  readonly untargeted: number;
  readonly largestShare: number;
  readonly effectiveBackends: number;
  /** The busiest first. */
  readonly targets: readonly TargetAnswer[];
  /** Empty where no zone is known. */
  readonly zones: readonly ZoneAnswer[];
  readonly favourites: readonly Favourite[];
  readonly windows: readonly WindowAnswer[];
}

export interface TargetAnswer extends Sums {
  readonly target: string;
  readonly zone?: string;
  /** 0 to 1, of what the pool got: of requests, of bytes in both directions, of time. */
  readonly share: number;
  readonly shareOfBytes: number;
  readonly shareOfTime: number;
  /** Its requests in each window of the pool; of the busiest targets only. */
  readonly series?: readonly number[];
}

export interface ZoneAnswer extends Sums {
  readonly zone: string;
  readonly share: number;
  readonly targets: number;
}

/** A target that got so much more than it should that chance does not explain it, in one window after the other. */
export interface Favourite {
  readonly target: string;
  /** The start of the first window, and the end of the last one in a row. */
  readonly since: string;
  readonly until: string;
  /** Whether it still was in the last window of its pool. */
  readonly isNow: boolean;
  readonly requests: number;
  /** Over these windows. */
  readonly share: number;
  readonly expected: number;
}

export interface WindowAnswer {
  readonly start: string;
  readonly requests: number;
  readonly largestShare: number;
  readonly effectiveBackends: number;
}

export interface RouteAnswer extends Sums {
  readonly balancer: string;
  /** As the logs name it; empty where they do not. */
  readonly route: string;
  readonly pools: readonly {
    readonly pool: string;
    readonly requests: number;
    readonly share: number;
    /** What the stack says it should be; absent without one, and where the two cannot be matched. */
    readonly configured?: { readonly atLeast: number; readonly atMost: number };
  }[];
}
