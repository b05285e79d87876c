import { interpolate, type Output } from "@pulumi/pulumi";
import type { Bounds } from "../../../traffic/bounds";
import { greatestShare, percent, shareSays } from "../../monitor/expected";
import type { Limits } from "../../monitor/settings";
import { above, type Queries } from "./queries";
import type { WatchedService } from "./watched";

/** An alert policy, before it is made. */
export interface Alert {
  /** What it is called after the monitor: `blue-share`. */
  readonly key: string;
  /** What it means when it rings, as a sentence. */
  readonly says: string;
  /** Whether it is a sign that traffic concentrates, so that it is part of that policy. */
  readonly concentrates: boolean;
  /** PromQL that gives something while it is wrong. */
  readonly query: Output<string>;
  /** Minutes in a row that must be wrong; 2 by default. */
  readonly minutes?: number;
}

/** The alerts about one backend service. */
export function serviceAlerts(
  queries: Queries,
  limits: Limits,
  service: WatchedService,
  share: Bounds | undefined,
): Alert[] {
  return [
    ...sizeAlerts(queries, service),
    ...(share ? shareAlerts(queries, limits, service, share) : []),
    ...zoneAlerts(queries, limits, service),
    ...capacityAlerts(queries, limits, service),
    {
      key: `${service.name}-errors`,
      says: `More than ${percent(limits.errorRate)} of the answers of ${service.name} are errors.`,
      concentrates: false,
      query: above(
        queries.requests(service, { response_code_class: "500" }),
        queries.requests(service),
        limits.errorRate,
        limits,
      ),
    },
  ];
}

/** Cloud Monitoring counts the instances of a group, not the healthy ones: those that fail show in zones, errors and load. */
function sizeAlerts(queries: Queries, { name, groups = [] }: WatchedService): Alert[] {
  return groups.flatMap((group): Alert[] => [
    {
      key: `${name}-${group.key}-size`,
      says: `Instance group ${group.key} of ${name} has fewer than the ${group.atLeast} instances that it guarantees.`,
      concentrates: true,
      query: interpolate`${queries.size(group)} < ${group.atLeast}`,
    },
    {
      key: `${name}-${group.key}-no-data`,
      says: `Nothing is known of instance group ${group.key} of ${name}: it is gone, or nothing reports.`,
      concentrates: false,
      query: interpolate`absent(${queries.size(group)})`,
      minutes: 5,
    },
  ]);
}

function shareAlerts(queries: Queries, limits: Limits, service: WatchedService, { atMost }: Bounds): Alert[] {
  const limit = greatestShare(atMost, limits);
  if (limit === undefined) return [];
  return [
    {
      key: `${service.name}-share`,
      says: shareSays(`${service.name} gets`, atMost, limits),
      concentrates: true,
      query: above(queries.requests(service), queries.requests(), limit, limits),
    },
  ];
}

function zoneAlerts(queries: Queries, limits: Limits, service: WatchedService): Alert[] {
  const { name, zones = [] } = service;
  const limit = greatestShare(1 / zones.length, limits);
  if (limit === undefined) return [];
  return zones.map((zone) => ({
    key: `${name}-${zone}`,
    says: shareSays(`Zone ${zone} gets, of the requests of ${name},`, 1 / zones.length, limits),
    concentrates: true,
    query: above(queries.requests(service, { backend_scope: zone }), queries.requests(service), limit, limits),
  }));
}

/** An average: a favourite among the instances does not show in it. */
function capacityAlerts(queries: Queries, { capacityOf }: Limits, service: WatchedService): Alert[] {
  const { name, groups = [] } = service;
  const capacity = capacityOf(name);
  const [first, ...others] = groups;
  if (capacity === undefined || !first) return [];
  const size = others.reduce((sum, group) => interpolate`${sum} + ${queries.size(group)}`, queries.size(first));
  return [
    {
      key: `${name}-per-target`,
      says: `The instances of ${name} get more than ${capacity} requests a minute on average, which is what one can serve.`,
      concentrates: true,
      query: interpolate`${queries.requests(service)} / (${size}) > ${capacity}`,
    },
  ];
}
