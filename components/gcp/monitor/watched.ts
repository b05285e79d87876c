import type { Input } from "@pulumi/pulumi";
import type { Expectations, WatchedRoute } from "../../monitor/settings";
import type { PacketProtocol } from "../protocols";

/** What is watched, and how: of packets less is expected than of requests. */
export type TrafficMonitorArgs = RequestMonitorArgs | PacketMonitorArgs;

export interface RequestMonitorArgs extends WatchedRequests, MonitorSettings, Labelled {}

export interface PacketMonitorArgs extends WatchedPackets, PacketMonitorSettings, Labelled {}

interface Labelled {
  /** Labels of alert policies: what is told of them carries these. */
  readonly labels?: Input<Record<string, Input<string>>>;
}

/** What is watched of an Application Load Balancer, as alert policies and the dashboard need it. */
export interface WatchedRequests {
  /** Which one it is: each has metrics of its own. */
  readonly kind: "global" | "regional external" | "regional internal";
  /** The name of its URL map. */
  readonly urlMapName: Input<string>;
  readonly services: readonly WatchedService[];
  /** The services of each of its routes, by name, with their weights: what is expected of their shares follows from these. */
  readonly routes: readonly WatchedRoute[];
}

/** What is watched of a passthrough Network Load Balancer. */
export interface WatchedPackets {
  /** Which one it is: each has metrics of its own. */
  readonly kind: "passthrough external" | `passthrough internal ${PacketProtocol}`;
  /** The name of its forwarding rule. */
  readonly forwardingRuleName: Input<string>;
  /** The name of its backend service. */
  readonly backendServiceName: Input<string>;
  /** The pool that the service leads to; or the one that has the packets, and the one that takes over from it. */
  readonly pools: readonly [WatchedPool] | readonly [primary: GroupedPool, standby: GroupedPool];
}

export interface WatchedPool extends Guarantees {
  /** What alert policies call it. */
  readonly name: string;
}

/** A pool of instance groups, by which it is told apart from others of its backend service. */
type GroupedPool = WatchedPool & Grouped;

export interface WatchedService extends WatchedPool {
  /** The name of its backend service. */
  readonly backendServiceName: Input<string>;
}

/** What a pool guarantees, as far as Cloud Monitoring can tell of it. */
export interface Guarantees {
  /** Its instance groups; none where it has none, or their sizes are nobody's concern. */
  readonly groups?: readonly WatchedGroup[];
  /**
   * The zones of its backends, among which its requests are shared alike; not watched where it is left out. Requests are counted by the
   * scope of their group, which is a zone of a zonal one only: of a regional one, the names of its instances are needed as well.
   */
  readonly zones?: readonly string[];
}

/** What a pool of instance groups guarantees. */
export interface Grouped extends Guarantees {
  readonly groups: readonly WatchedGroup[];
}

export interface WatchedGroup {
  /** What alert policies call it. */
  readonly key: string;
  /** The name of the instance group. */
  readonly name: Input<string>;
  /** The instances that it guarantees. */
  readonly atLeast: number;
  /**
   * The base name of its instances, which a hyphen and four characters follow. By it is told how much each of them sends, which is the
   * one sign of a favourite among them; not watched where it is left out. Other groups of the project must have other base names.
   */
  readonly instances?: Input<string>;
}

/** How packets are watched. What is expected of requests is expected of no packets: a connection has any number of them. */
export interface PacketMonitorSettings extends Pick<Expectations, "runbookUrl"> {
  /** Ids of the notification channels that are told; without one incidents can be seen, but nobody is told. */
  readonly notify?: readonly Input<string>[];
}

/** How requests are watched. */
export interface MonitorSettings extends PacketMonitorSettings, Expectations {}

interface Switched {
  /** Whether it is watched; true by default. */
  readonly enabled?: boolean;
}

/** How a load balancer is watched that is a component, and has a monitor by itself. */
export interface AttachedSettings extends MonitorSettings, Switched {}

/** The same of one that passes packets through. */
export interface AttachedPacketSettings extends PacketMonitorSettings, Switched {}
