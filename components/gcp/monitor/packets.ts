import type { Output } from "@pulumi/pulumi";
import { counted, type Traffic } from "./queries";
import type { WatchedPackets, WatchedPool } from "./watched";

/** A metric of packets, the resource that it is about, and by which of its labels things are told apart. */
interface Counter {
  readonly metric: string;
  readonly resource: string;
  readonly service: string;
  readonly group: string;
  /** Undefined where an instance's own zone is not told, but the scope of its group only: the region, for a regional group. */
  readonly zone?: string;
}

const INTERNAL = {
  metric: "l3_internal_ingress_packets_count",
  service: "backend_target_name",
  group: "backend_name",
};

/**
 * The packets that clients send to backends. An external load balancer reports them for `tcp_lb_rule` or `udp_lb_rule` as well: one of
 * the two has to be asked for, or they count twice.
 *
 * @see https://cloud.google.com/load-balancing/docs/network/networklb-monitoring
 * @see https://cloud.google.com/load-balancing/docs/internal/internal-logging-monitoring
 * @see https://cloud.google.com/monitoring/api/resources
 */
const PACKETS: Readonly<Record<WatchedPackets["kind"], Counter>> = {
  "passthrough external": {
    metric: "l3_external_ingress_packets_count",
    resource: "loadbalancing.googleapis.com/ExternalNetworkLoadBalancerRule",
    service: "backend_service_name",
    group: "backend_group_name",
    zone: "backend_zone",
  },
  "passthrough internal TCP": { ...INTERNAL, resource: "internal_tcp_lb_rule" },
  "passthrough internal UDP": { ...INTERNAL, resource: "internal_udp_lb_rule" },
};

/** The packets of a passthrough Network Load Balancer. */
export class Packets implements Traffic<WatchedPool> {
  readonly #counter: Counter;

  constructor(readonly watched: Pick<WatchedPackets, "kind" | "forwardingRuleName" | "backendServiceName">) {
    this.#counter = PACKETS[watched.kind];
  }

  zonesOf({ zones = [] }: WatchedPool): readonly string[] {
    return this.#counter.zone === undefined ? [] : zones;
  }

  sent({ groups = [] }: Pick<WatchedPool, "groups"> = {}, zone?: string): Output<string> {
    const counter = this.#counter;
    const here = {
      monitored_resource: counter.resource,
      forwarding_rule_name: this.watched.forwardingRuleName,
      [counter.service]: this.watched.backendServiceName,
      ...(zone === undefined || counter.zone === undefined ? {} : { [counter.zone]: zone }),
    };
    const series = groups.map(({ name }) => ({ ...here, [counter.group]: name }));
    return counted(counter.metric, ...(series.length > 0 ? series : [here]));
  }
}
