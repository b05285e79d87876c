import type { Input } from "@pulumi/pulumi";
import type { Floor } from "../floor";

/** What is watched of a load balancer, as alarms and the dashboard need it. */
export interface Watched {
  /** `application`: it counts requests. `network`: it counts connections. */
  readonly kind: "application" | "network";
  readonly balancer: Reported;
  /** The zones that it has enabled. */
  readonly zones: readonly WatchedZone[];
  readonly pools: readonly WatchedPool[];
  /** The pools of each of its routes, by name, with their weights: what is expected of their shares follows from these. */
  readonly routes: readonly WatchedRoute[];
}

export interface WatchedZone {
  /** What alarms call it. */
  readonly key: string;
  /** The name of the availability zone. */
  readonly name: Input<string>;
}

/** The pools of a route, by name; `any` weight where something else than the program moves it. */
export type WatchedRoute = readonly { readonly pool: string; readonly weight: number | "any" }[];

/** Something that CloudWatch knows by the end of its ARN. */
export interface Reported {
  readonly arn: Input<string>;
  readonly arnSuffix: Input<string>;
}

export interface WatchedPool {
  /** What alarms call it. */
  readonly name: string;
  /** The end of the ARN of its target group. */
  readonly arnSuffix: Input<string>;
  /** The healthy targets that it guarantees; undefined where CloudWatch counts none, as of a function. */
  readonly floor: Floor | undefined;
}

/** How a load balancer is watched. */
export interface MonitorSettings {
  /** ARNs of the SNS topics that are told; without one the alarms can be seen and listened to, but tell nobody by themselves. */
  readonly notify?: readonly Input<string>[];
  /** What every alarm refers to; the page about these alarms by default. */
  readonly runbookUrl?: string;
  /** How far a share may be above what the weights say, as a part of all requests: 0.05 to 0.5; 0.2 by default. */
  readonly margin?: number;
  /** Requests or connections a minute below which shares say nothing: 1 to 1,000,000; 100 by default. */
  readonly minimumRequests?: number;
  /** Requests or connections a minute that one target can serve: in every pool, or by the pool's name. Not watched by default. */
  readonly requestsPerTarget?: number | Readonly<Record<string, number>>;
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
