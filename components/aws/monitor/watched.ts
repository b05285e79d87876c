import type { Input } from "@pulumi/pulumi";
import type { Expectations, WatchedRoute } from "../../monitor/settings";
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

/** Something that CloudWatch knows by the end of its ARN. */
interface Reported {
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
export interface MonitorSettings extends Expectations {
  /** ARNs of the SNS topics that are told; without one the alarms can be seen and listened to, but tell nobody by themselves. */
  readonly notify?: readonly Input<string>[];
}

/** The same of a load balancer that is a component, and has a monitor by itself. */
export interface AttachedSettings extends MonitorSettings {
  /** Whether it is watched; true by default. */
  readonly enabled?: boolean;
}
