/** The analyser: who can send how much to whom, from resources as plain data. */
export type { Affinity, FailOpen, Floor, Probe, Scaling, Setting, Unrepaired } from "./behaviour";
export { between, exactly, isExact, type Bounds } from "./bounds";
export { messageOf } from "./errors";
export { judgeFloors, type FloorDemand, type FloorVerdict, type PoolUse } from "./floors";
export type {
  Backends,
  Capacity,
  Destination,
  Entry,
  Graph,
  HealthCheck,
  Idle,
  InnerEntry,
  Member,
  Pool,
  Route,
  Unchecked,
  Watch,
} from "./graph";
export { compareTraffic, type ChangeKind, type Collapse, type RouteChange } from "./compare";
export { poolsNow, type PoolHealth, type PoolNow } from "./health-now";
export { canonical as canonicalResource } from "./aws/readers";
export { canonicalForm, digestOf } from "./digest";
export { identitiesOf } from "./identities";
export { FAVOURITE_DEVIATIONS, FAVOURITE_RATIO, isFavourite, observed, type Observed } from "./observed";
export { CycleError } from "./paths";
export { PropertyError } from "./read";
export { readGraph } from "./read-graph";
export { UNKNOWN, type Gap, type Properties, type Resource, type Value } from "./resource";
export type { BackendShare, Load } from "./load";
export { judgeShares, type ShareVerdict } from "./share-limit";
export { receivers, settingsOwner, type Receiver } from "./receivers";
export { duringRollouts } from "./rollouts";
export { ReadError, type FilledElsewhere, type StackOptions } from "./stack";
export { summaryOf, type MemberSummary, type PoolSummary, type RouteSummary } from "./summary";
export { Traffic, type AfterLoss, type RouteTraffic } from "./traffic";
export type { Placement, Zone } from "./zones";
export { urnPattern } from "./urn-pattern";
export { weighedInputs } from "./weighed";
export { zoneBalance, type ZoneBalance } from "./zone-balance";
export { zoneSpread, type ZoneSpread } from "./zone-spread";
