import type { Output } from "@pulumi/pulumi";
import { counted, type Labels, type Traffic } from "./queries";
import type { WatchedGroup, WatchedRequests, WatchedService } from "./watched";

/**
 * The requests that backends are sent, by kind of load balancer: the metric, and the resource that it is about.
 *
 * @see https://cloud.google.com/load-balancing/docs/metrics
 */
const REQUESTS: Readonly<Record<WatchedRequests["kind"], readonly [metric: string, resource: string]>> = {
  global: ["https_backend_request_count", "https_lb_rule"],
  "regional external": ["https_external_regional_backend_request_count", "http_external_regional_lb_rule"],
  "regional internal": ["https_internal_backend_request_count", "internal_http_lb_rule"],
};

/** The requests of an Application Load Balancer. */
export class Requests implements Traffic<WatchedService> {
  constructor(readonly watched: Pick<WatchedRequests, "kind" | "urlMapName">) {}

  sent(to?: WatchedService, zone?: string): Output<string> {
    return this.#counted(to, zone === undefined ? {} : { backend_scope: zone });
  }

  /** A regional group is counted as a whole. */
  zonesOf({ zones = [], groups = [] }: WatchedService): readonly string[] {
    return groups.some(({ instances }) => instances !== undefined) ? [] : zones;
  }

  /** Those that a group of a service gets. */
  sentTo(service: WatchedService, { name }: WatchedGroup): Output<string> {
    return this.#counted(service, { backend_name: name });
  }

  /** Those that a service has answered with an error. */
  failed(service: WatchedService): Output<string> {
    return this.#counted(service, { response_code_class: "500" });
  }

  #counted(service: WatchedService | undefined, more: Labels): Output<string> {
    const [metric, resource] = REQUESTS[this.watched.kind];
    return counted(metric, {
      monitored_resource: resource,
      url_map_name: this.watched.urlMapName,
      ...(service ? { backend_target_name: service.backendServiceName } : {}),
      ...more,
    });
  }
}
