import { all, interpolate, output, type Input, type Output } from "@pulumi/pulumi";
import type { Limits } from "../../monitor/settings";
import type { Watched, WatchedGroup, WatchedService } from "./watched";

/**
 * The requests that backends are sent, by kind of load balancer: the metric, and the resource that it is about.
 *
 * @see https://cloud.google.com/load-balancing/docs/metrics
 */
const REQUESTS: Readonly<Record<Watched["kind"], readonly [metric: string, resource: string]>> = {
  global: ["https_backend_request_count", "https_lb_rule"],
  "regional external": ["https_external_regional_backend_request_count", "http_external_regional_lb_rule"],
  "regional internal": ["https_internal_backend_request_count", "internal_http_lb_rule"],
};

/**
 * What is asked of Cloud Monitoring about one load balancer, in PromQL.
 *
 * @see https://cloud.google.com/monitoring/promql/promql-mapping
 */
export class Queries {
  constructor(readonly watched: Pick<Watched, "kind" | "urlMapName">) {}

  /** The requests of a minute that backends are sent; those of a service, or in a zone, where it is given. */
  requests(service?: WatchedService, more: Readonly<Record<string, string>> = {}): Output<string> {
    const [metric, resource] = REQUESTS[this.watched.kind];
    const labels = selector({
      monitored_resource: resource,
      url_map_name: this.watched.urlMapName,
      ...(service ? { backend_target_name: service.backendServiceName } : {}),
      ...more,
    });
    return interpolate`sum(increase(loadbalancing_googleapis_com:${metric}${labels}[1m]))`;
  }

  /** The instances of a group, healthy or not. */
  size({ name }: WatchedGroup): Output<string> {
    const labels = selector({ monitored_resource: "instance_group", instance_group_name: name });
    return interpolate`sum(compute_googleapis_com:instance_group_size${labels})`;
  }
}

/** Holds where the part of all is above a limit, and there are enough of all to say. */
export function above(
  part: Input<string>,
  whole: Input<string>,
  limit: number,
  { minimumRequests }: Limits,
): Output<string> {
  return interpolate`${part} / ${whole} > ${limit} and ${whole} >= ${minimumRequests}`;
}

function selector(labels: Readonly<Record<string, Input<string>>>): Output<string> {
  const pairs = Object.entries(labels).map(([label, value]) => output(value).apply((known) => `${label}="${known}"`));
  return all(pairs).apply((known) => `{${known.join(",")}}`);
}
