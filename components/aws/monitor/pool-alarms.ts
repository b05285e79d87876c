import { output } from "@pulumi/pulumi";
import type { Bounds } from "../../../traffic/bounds";
import { greatestShare, percent, shareSays } from "../../monitor/expected";
import type { Limits } from "../../monitor/settings";
import type { Alarm } from "./alarm";
import type { Metrics } from "./metrics";
import { sharePart } from "./share-part";
import type { Watched, WatchedPool, WatchedZone } from "./watched";

/** The alarms about one pool. */
export function poolAlarms(
  { kind, zones }: Watched,
  metrics: Metrics,
  limits: Limits,
  pool: WatchedPool,
  share: Bounds | undefined,
): Alarm[] {
  return [
    ...healthAlarms(zones, metrics, pool),
    ...(share ? shareAlarms(metrics, limits, pool, share) : []),
    ...capacityAlarms(kind, metrics, limits, pool),
    ...(kind === "application" ? requestAlarms(metrics, limits, pool) : []),
  ];
}

/**
 * Where no target is registered there is no number either: that counts as none that is healthy.
 *
 * The least that any node of the load balancer sees: one that sees fewer shares among fewer.
 */
function healthAlarms(zones: readonly WatchedZone[], metrics: Metrics, pool: WatchedPool): Alarm[] {
  const { name, floor } = pool;
  if (!floor) return [];
  const { all, byZone } = floor;
  const healthy = { rings: "below", concentrates: true, missing: "breaching" } as const;
  const inZones = zones.map((zone): Alarm => {
    const least = output([byZone ?? {}, zone.name]).apply(([floors, at]) => (floors as Floors)[at as string] ?? 0);
    return {
      ...healthy,
      key: `${name}-healthy-${zone.key}`,
      says: `Pool ${name} has fewer healthy targets in its ${zone.key} zone than it guarantees there.`,
      value: metrics.ofPool(pool, "HealthyHostCount", "Minimum", zone),
      threshold: least,
      // Where it guarantees none, none need be told of.
      missing: least.apply((count) => (count > 0 ? "breaching" : "notBreaching")),
    };
  });
  return [
    {
      ...healthy,
      key: `${name}-healthy`,
      says: `Pool ${name} has fewer than the ${all} healthy targets that it guarantees: fewer share what it gets.`,
      value: metrics.ofPool(pool, "HealthyHostCount", "Minimum"),
      threshold: all,
    },
    ...(byZone ? inZones : []),
    {
      key: `${name}-no-data`,
      says: `Nothing is known of the health of pool ${name}: it has no targets, or nothing reports.`,
      concentrates: false,
      value: metrics.ofPool(pool, "HealthyHostCount", "SampleCount"),
      rings: "below",
      threshold: 1,
      missing: "breaching",
      minutes: 5,
    },
  ];
}

type Floors = Readonly<Record<string, number>>;

function shareAlarms(metrics: Metrics, limits: Limits, pool: WatchedPool, { atMost }: Bounds): Alarm[] {
  const threshold = greatestShare(atMost, limits);
  if (threshold === undefined) return [];
  return [
    {
      key: `${pool.name}-share`,
      says: shareSays(`Pool ${pool.name} gets`, atMost, limits),
      concentrates: true,
      value: sharePart(metrics, metrics.requestsTo(pool), limits),
      rings: "above",
      threshold,
    },
  ];
}

/** An average: a favourite among the targets does not show in it. */
function capacityAlarms(kind: Watched["kind"], metrics: Metrics, limits: Limits, pool: WatchedPool): Alarm[] {
  const capacity = limits.capacityOf(pool.name);
  if (capacity === undefined || !pool.floor) return [];
  return [
    {
      key: `${pool.name}-per-target`,
      says: `The targets of pool ${pool.name} get more than ${capacity} a minute on average, which is what one can serve.`,
      concentrates: true,
      value:
        kind === "application"
          ? metrics.ofPool(pool, "RequestCountPerTarget", "Sum")
          : {
              expression: "IF(healthy > 0, requests / healthy, requests)",
              of: { requests: metrics.requestsTo(pool), healthy: metrics.ofPool(pool, "HealthyHostCount", "Minimum") },
            },
      rings: "above",
      threshold: capacity,
    },
  ];
}

/** What only a load balancer that reads requests can tell. */
function requestAlarms(metrics: Metrics, { minimumRequests, errorRate }: Limits, pool: WatchedPool): Alarm[] {
  const { name } = pool;
  const errors: Alarm = {
    key: `${name}-errors`,
    says: `More than ${percent(errorRate)} of the answers of pool ${name} are errors of its targets.`,
    concentrates: false,
    value: {
      expression: `IF(requests >= ${minimumRequests}, FILL(errors, 0) / requests, 0)`,
      of: { errors: metrics.ofPool(pool, "HTTPCode_Target_5XX_Count", "Sum"), requests: metrics.requestsTo(pool) },
    },
    rings: "above",
    threshold: errorRate,
  };
  if (!pool.floor) return [errors];
  return [
    errors,
    {
      key: `${name}-fail-open`,
      says: `Pool ${name} has so few healthy targets that requests go to the others as well.`,
      concentrates: true,
      value: metrics.ofPool(pool, "UnhealthyRoutingRequestCount", "Sum"),
      rings: "above",
      threshold: 0,
    },
    {
      key: `${name}-zones`,
      says: `A zone has too few healthy targets of pool ${name}, so that clients are sent to the other zones.`,
      concentrates: false,
      value: metrics.ofPool(pool, "UnhealthyStateDNS", "Maximum"),
      rings: "above",
      threshold: 0,
    },
    {
      key: `${name}-anomalous`,
      says: `A target of pool ${name} fails more requests than the others do, or gets less for it.`,
      concentrates: false,
      value: {
        expression: "FILL(anomalous, 0) + FILL(mitigated, 0)",
        of: {
          anomalous: metrics.ofPool(pool, "AnomalousHostCount", "Maximum"),
          mitigated: metrics.ofPool(pool, "MitigatedHostCount", "Maximum"),
        },
      },
      rings: "above",
      threshold: 0,
      minutes: 5,
    },
  ];
}
