import { interpolate } from "@pulumi/pulumi";
import type { Bounds } from "../../../traffic/bounds";
import { expectedShares, greatestShare, percent, shareSays } from "../../monitor/expected";
import type { Limits } from "../../monitor/settings";
import { sizeAlerts, type Alert } from "./alerts";
import { instanceAlerts } from "./instance-alerts";
import { above, sizeOf } from "./queries";
import { Requests } from "./requests";
import type { WatchedRequests, WatchedService } from "./watched";

/** The alerts about an Application Load Balancer. */
export function requestAlerts(watched: WatchedRequests, limits: Limits): Alert[] {
  const requests = new Requests(watched);
  const shares = expectedShares(watched.routes);
  return watched.services.flatMap((service) => serviceAlerts(requests, limits, service, shares.get(service.name)));
}

function serviceAlerts(
  requests: Requests,
  limits: Limits,
  service: WatchedService,
  share: Bounds | undefined,
): Alert[] {
  return [
    ...sizeAlerts(service),
    ...(share ? shareAlerts(requests, limits, service, share) : []),
    ...zoneAlerts(requests, limits, service),
    ...instanceAlerts(requests, limits, service),
    ...capacityAlerts(requests, limits, service),
    {
      key: `${service.name}-errors`,
      says: `More than ${percent(limits.errorRate)} of the answers of ${service.name} are errors.`,
      concentrates: false,
      query: above(requests.failed(service), requests.sent(service), limits.errorRate, limits),
    },
  ];
}

function shareAlerts(requests: Requests, limits: Limits, service: WatchedService, { atMost }: Bounds): Alert[] {
  const limit = greatestShare(atMost, limits);
  if (limit === undefined) return [];
  return [
    {
      key: `${service.name}-share`,
      says: shareSays(`${service.name} gets`, atMost, limits),
      concentrates: true,
      query: above(requests.sent(service), requests.sent(), limit, limits),
    },
  ];
}

function zoneAlerts(requests: Requests, limits: Limits, service: WatchedService): Alert[] {
  const { name } = service;
  const zones = requests.zonesOf(service);
  const limit = greatestShare(1 / zones.length, limits);
  if (limit === undefined) return [];
  return zones.map((zone) => ({
    key: `${name}-${zone}`,
    says: shareSays(`Zone ${zone} gets, of what ${name} gets,`, 1 / zones.length, limits),
    concentrates: true,
    query: above(requests.sent(service, zone), requests.sent(service), limit, limits),
  }));
}

/** An average, in which no favourite shows. */
function capacityAlerts(requests: Requests, { capacityOf }: Limits, service: WatchedService): Alert[] {
  const { name, groups = [] } = service;
  const capacity = capacityOf(name);
  const [first, ...others] = groups;
  if (capacity === undefined || !first) return [];
  const size = others.reduce((sum, group) => interpolate`${sum} + ${sizeOf(group)}`, sizeOf(first));
  return [
    {
      key: `${name}-per-target`,
      says: `The instances of ${name} get more than ${capacity} requests a minute on average, which is what one can serve.`,
      concentrates: true,
      query: interpolate`${requests.sent(service)} / (${size}) > ${capacity}`,
    },
  ];
}
