import { Address, ForwardingRule } from "@pulumi/gcp/compute";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import { refuse } from "../checks";
import type { HealthGate } from "../gate/gate";
import { AdoptedPool } from "./adopted-pool";
import { Failover } from "./failover";
import { healthGate } from "./gate/health-gate";
import { attachPacketMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import type { AttachedPacketSettings, WatchedPackets } from "./monitor/watched";
import type { Front, Service } from "./pool";
import type { PacketProtocol } from "./protocols";
import { RegionalInstancePool } from "./regional-instance-pool";
import type { Internal } from "./regional-http-load-balancer";

/** Where connections and packets go: a pool of instances, or a pair of them. */
export type PacketRoute<P extends PacketProtocol = PacketProtocol> =
  RegionalInstancePool<P> | AdoptedPool<P> | Failover<P>;

export interface PassthroughLoadBalancerArgs {
  /** The region of it and of its pools: `europe-west1`. */
  readonly region: string;
  readonly to: PacketRoute<"TCP"> | PacketRoute<"UDP">;
  /** Who may connect, in CIDR notation: packets come to the instances with the addresses of their clients. */
  readonly clients: readonly [Input<string>, ...Input<string>[]];
  /** Where only the network itself reaches it: the subnet of its address. Everybody of `clients` reaches it by default. */
  readonly internal?: Internal;
  /** How long a change of which pool takes over waits for it. */
  readonly healthGate?: HealthGate;
  /** How it is watched. */
  readonly monitor?: AttachedPacketSettings;
  readonly labels?: Input<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:gcp:PassthroughLoadBalancer";

/**
 * A passthrough Network Load Balancer, external or internal, that leads to one pool, or to one that another takes over from. Packets
 * are shared by a hash among all healthy instances.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://cloud.google.com/load-balancing/docs/passthrough-network-load-balancer
 */
export class PassthroughLoadBalancer extends ComponentResource {
  readonly ipAddress: Output<string>;
  readonly backendServiceId: Output<string>;
  /** The name by which Cloud Monitoring knows the backend service. */
  readonly backendServiceName: Output<string>;
  readonly forwardingRuleName: Output<string>;
  /** What watches it; undefined where nothing does. */
  readonly monitor: TrafficMonitor | undefined;

  constructor(name: string, args: PassthroughLoadBalancerArgs, options: ComponentResourceOptions = {}) {
    const { region, to, clients, internal, labels = {} } = args;
    const front: Front = { scheme: internal ? "INTERNAL" : "EXTERNAL", region };
    const pools = to instanceof Failover ? [to.primary, to.standby] : [to];
    const [{ protocol, ports }] = pools as [RegionalInstancePool<PacketProtocol>];
    for (const pool of pools) {
      const why = pool.unfit(front);
      if (why !== undefined) refuse("to", `must lead to pools that ${why}`);
    }
    if (ports.length === 0 || ports.length > MOST_PORTS)
      refuse("to", `must say at which ports it serves, ${MOST_PORTS} at most`);
    super(TYPE, name, {}, options);
    const there = { parent: this };
    const { switched, record } = healthGate(this, `${TYPE} ${name}`, there, args.healthGate);
    // It keeps its name whichever pool it leads to, so that a change of that does not make it anew.
    const service = serviceOf(name, to, front, switched);
    const description = `Clients of ${name}`;
    const opened = pools.flatMap(
      (pool) => pool.letIn?.(`${name}-${pool.label}`, { ranges: clients, description }, there) ?? [],
    );
    const address = new Address(
      name,
      {
        ...{ region, labels },
        ...(internal ? { addressType: "INTERNAL", subnetwork: internal.subnetId } : { networkTier: "PREMIUM" }),
      },
      there,
    );
    const rule = new ForwardingRule(
      name,
      {
        ...{ region, labels, loadBalancingScheme: front.scheme, ipAddress: address.id, ipProtocol: protocol },
        ...{ ports: ports.map(String), backendService: service.id },
        ...(internal
          ? { subnetwork: internal.subnetId, allowGlobalAccess: internal.globalAccess ?? false }
          : { networkTier: "PREMIUM" }),
      },
      // Nobody is to come before they are let in.
      { ...there, dependsOn: opened },
    );
    this.monitor = attachPacketMonitor(this, name, args.monitor, {
      ...{ kind: internal ? `passthrough internal ${protocol}` : "passthrough external", pools: watchedPools(to) },
      ...{ forwardingRuleName: rule.name, backendServiceName: service.name, after: rule, labels },
    });
    this.ipAddress = address.address;
    this.backendServiceId = service.id;
    this.backendServiceName = service.name;
    this.forwardingRuleName = rule.name;
    this.registerOutputs({
      ...{ ipAddress: this.ipAddress, backendServiceName: service.name, forwardingRuleName: rule.name },
      healthGate: record,
    });
  }
}

/** As many ports as a forwarding rule may name. */
const MOST_PORTS = 5;

function serviceOf(
  name: string,
  to: PassthroughLoadBalancerArgs["to"],
  front: Front,
  switched: (atLeast: number) => CustomResourceOptions,
): Service {
  if (!(to instanceof Failover)) return to.serviceFor(name, front, switched(to.atLeast));
  const { primary, standby, ratio, dropTraffic } = to;
  return primary.serviceWithStandby(name, front, { pool: standby, ratio, dropTraffic }, switched(standby.atLeast));
}

function watchedPools(to: PassthroughLoadBalancerArgs["to"]): WatchedPackets["pools"] {
  if (!(to instanceof Failover)) return [{ name: to.label, ...to.guarantees }];
  const { primary, standby } = to;
  return [
    { name: primary.label, ...primary.guarantees },
    { name: standby.label, ...standby.guarantees },
  ];
}
