import type { Input } from "@pulumi/pulumi";
import type { Expectations, WatchedRoute } from "../../monitor/settings";

/** What is watched of a load balancer, as alert policies and the dashboard need it. */
export interface Watched {
  /** Which Application Load Balancer it is: each has metrics of its own. */
  readonly kind: "global" | "regional external" | "regional internal";
  /** The name of its URL map. */
  readonly urlMapName: Input<string>;
  readonly services: readonly WatchedService[];
  /** The services of each of its routes, by name, with their weights: what is expected of their shares follows from these. */
  readonly routes: readonly WatchedRoute[];
}

export interface WatchedService extends Guarantees {
  /** What alert policies call it. */
  readonly name: string;
  /** The name of its backend service. */
  readonly backendServiceName: Input<string>;
}

/** What a pool guarantees, as far as Cloud Monitoring can tell of it. */
export interface Guarantees {
  /** Its instance groups; none where it has none, or their sizes are nobody's concern. */
  readonly groups?: readonly WatchedGroup[];
  /** The zones of its backends, among which its requests are shared alike; not watched where it is left out. */
  readonly zones?: readonly string[];
}

export interface WatchedGroup {
  /** What alert policies call it. */
  readonly key: string;
  /** The name of the instance group. */
  readonly name: Input<string>;
  /** The instances that it guarantees. */
  readonly atLeast: number;
}

/** How a load balancer is watched. */
export interface MonitorSettings extends Expectations {
  /** Ids of the notification channels that are told; without one incidents can be seen, but nobody is told. */
  readonly notify?: readonly Input<string>[];
}

/** The same of a load balancer that is a component, and has a monitor by itself. */
export interface AttachedSettings extends MonitorSettings {
  /** Whether it is watched; true by default. */
  readonly enabled?: boolean;
}
