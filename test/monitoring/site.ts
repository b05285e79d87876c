import type { Measured } from "../../monitoring/series";

/** What happens in one minute at a load balancer with pools that have targets in zones. */
export interface Minute {
  readonly requests: number;
  /** The part of the requests that each pool gets. */
  readonly shares: Readonly<Record<string, number>>;
  /** Healthy targets by pool and zone; undefined where nothing is reported. */
  readonly healthy: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
  /** The part of the requests that the node of each zone takes; alike by default. */
  readonly zones?: Readonly<Record<string, number>>;
  /** The part of a pool's answers that are errors. */
  readonly errors?: Readonly<Record<string, number>>;
  /** The targets of a pool that fail more than the others. */
  readonly anomalous?: Readonly<Record<string, number>>;
}

/** A pool below so many healthy targets sends requests to the others as well. */
const FAILS_OPEN_BELOW = 2;

/** A story as metrics of Elastic Load Balancing, which reports no count that is 0 but of healthy targets. */
export function measuredIn(story: (minute: number) => Minute): Measured {
  return ({ name, stat, dimensions }, at) => {
    const minute = story(at);
    const zone = dimensions["AvailabilityZone"];
    const pool = dimensions["TargetGroup"]?.split("/")[1];
    const requests = requestsIn(minute, pool, zone);
    const health = pool === undefined ? undefined : minute.healthy[pool];
    const healthy = health && (zone === undefined ? total(health) : health[zone]);
    const isZoneDown = Object.values(health ?? {}).some((count) => count < FAILS_OPEN_BELOW / 2);
    switch (name) {
      case "RequestCount":
      case "NewFlowCount":
        return counted(requests);
      case "HealthyHostCount":
        return healthy === undefined ? undefined : stat === "SampleCount" ? 6 : healthy;
      case "RequestCountPerTarget":
        return healthy ? requests / healthy : undefined;
      case "HTTPCode_Target_5XX_Count":
        return counted(requests * (minute.errors?.[pool ?? ""] ?? 0));
      case "UnhealthyRoutingRequestCount":
        return healthy !== undefined && healthy < FAILS_OPEN_BELOW ? counted(requests) : undefined;
      case "UnhealthyRoutingFlowCount":
        return Object.values(minute.healthy).some((zones) => zones && total(zones) < FAILS_OPEN_BELOW)
          ? counted(requests)
          : undefined;
      case "UnhealthyStateDNS":
        return health && Number(isZoneDown);
      case "ZonalHealthStatus":
        return Number(!Object.values(minute.healthy).some((zones) => Object.values(zones ?? {}).includes(0)));
      case "AnomalousHostCount":
        return minute.anomalous?.[pool ?? ""] ?? 0;
      case "MitigatedHostCount":
        return undefined;
      default:
        throw new Error(`${name} is no metric of a load balancer`);
    }
  };
}

function requestsIn({ requests, shares, zones = {} }: Minute, pool?: string, zone?: string): number {
  const ofPool = pool === undefined ? 1 : (shares[pool] ?? 0);
  return Math.round(requests * ofPool * (zone === undefined ? 1 : (zones[zone] ?? 0.5)));
}

function counted(count: number): number | undefined {
  return count === 0 ? undefined : count;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
