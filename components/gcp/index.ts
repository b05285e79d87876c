/** Components of Google Cloud that cannot be configured to concentrate traffic. */
export { atLeastTwo, type AtLeastTwo } from "../at-least-two";
export type { Capacity } from "../capacity";
export type { HealthGate } from "../gate/gate";
export type { Action, Forward, Redirect } from "./actions";
export { adoptBackendService, type AdoptedPool, type Adoption } from "./adopted-pool";
export { BucketPool, type BucketPoolArgs } from "./bucket-pool";
export { CanaryShift, type CanaryShiftArgs } from "./canary-shift";
export type { Condition } from "./conditions";
export { EndpointPool, type Endpoint, type EndpointPoolArgs } from "./endpoint-pool";
export { Failover, type FailoverArgs } from "./failover";
export type { Instances, Reach } from "./firewall";
export { GlobalHttpLoadBalancer, type GlobalHttpLoadBalancerArgs } from "./global-http-load-balancer";
export type { HttpHealthCheck, TcpHealthCheck } from "./health-check";
export { LoadBalancerLogSink, type LoadBalancerLogSinkArgs } from "./load-balancer-log-sink";
export { MultiRegionPool, type MultiRegionPoolArgs } from "./multi-region-pool";
export { TrafficMonitor } from "./monitor/traffic-monitor";
export type {
  AttachedPacketSettings,
  AttachedSettings,
  MonitorSettings,
  PacketMonitorArgs,
  PacketMonitorSettings,
  RequestMonitorArgs,
  TrafficMonitorArgs,
  WatchedGroup,
  WatchedPool,
  WatchedService,
} from "./monitor/watched";
export * from "./packaged";
export {
  PassthroughLoadBalancer,
  type PacketRoute,
  type PassthroughLoadBalancerArgs,
} from "./passthrough-load-balancer";
export { Pool } from "./pool";
export type { HttpProtocol, PacketProtocol, Protocol } from "./protocols";
export {
  RegionalHttpLoadBalancer,
  type Internal,
  type RegionalHttpLoadBalancerArgs,
} from "./regional-http-load-balancer";
export { RegionalInstancePool, type RegionalInstancePoolArgs } from "./regional-instance-pool";
export { split, type HttpRoute, type RegionalHttpRoute, type Split, type Weighted } from "./routes";
export { ServerlessPool, type ServerlessPoolArgs } from "./serverless-pool";
export type { Cdn, OutlierDetection, RequestSettings } from "./service";
export type { PoolArgs } from "./serving";
export type { Rule } from "./url-map";
export type { Zone } from "./zones";
