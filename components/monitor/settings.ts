/** The pools of a route, by name; `any` weight where something else than the program moves it. */
export type WatchedRoute = readonly { readonly pool: string; readonly weight: number | "any" }[];

/** What is expected of traffic, in any cloud. */
export interface Expectations {
  /** What every alarm refers to; the page about these alarms by default. */
  readonly runbookUrl?: string;
  /** How far a share may be above what the weights say, as a part of all requests: 0.05 to 0.5; 0.2 by default. */
  readonly margin?: number;
  /** Requests or connections a minute below which shares say nothing: 1 to 1,000,000; 100 by default. */
  readonly minimumRequests?: number;
  /** Requests or connections a minute that one target can serve: 1 to 1,000,000. Not watched by default. */
  readonly requestsPerTarget?: number;
  /** The same of single pools, by their names, where they differ. */
  readonly requestsPerTargetOf?: Readonly<Record<string, number>>;
  /** The part of a pool's answers that may be errors of its targets: 0.001 to 1; 0.05 by default. */
  readonly errorRate?: number;
}

/** The same with all defaults. */
export interface Limits {
  readonly runbookUrl: string;
  readonly margin: number;
  readonly minimumRequests: number;
  readonly errorRate: number;
  readonly capacityOf: (pool: string) => number | undefined;
}
