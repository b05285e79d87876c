import { Listener, LoadBalancer } from "@pulumi/aws/lb";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import type { HealthGate } from "../gate/gate";
import type { AccessLogs } from "./access-logs";
import { connectTo } from "./actions";
import { firewall, type Clients } from "./firewall";
import { healthGate } from "./gate/health-gate";
import { attachMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import type { AttachedSettings } from "./monitor/watched";
import { openingsOf } from "./protocols";
import { poolsOf } from "./routes";
import { checkedListeners, type TcpListener } from "./tcp-listeners";
import { TLS_POLICY } from "./tls";
import { placed, type Zone } from "./zones";

/** An availability zone of a load balancer that may have a fixed address there. */
export interface NetworkZone extends Zone {
  /** The elastic address that it has in the zone. */
  readonly allocationId?: Input<string>;
}

export interface TcpLoadBalancerArgs {
  /** Two availability zones or more, by a subnet in each. */
  readonly zones: AtLeastTwo<NetworkZone>;
  /** Who may connect; nobody else can. */
  readonly clients: Clients;
  /** The ports, of which there is at least one. */
  readonly listeners: readonly TcpListener[];
  /** Whether only the network itself reaches it; false by default. */
  readonly internal?: boolean;
  /** Whether it has addresses of the sixth version too; false by default. */
  readonly ipv6?: boolean;
  /** Where it writes its access logs, which it has of TLS only. */
  readonly accessLogs?: AccessLogs;
  /** Whether it can only be deleted after this is turned off; true by default. */
  readonly deletionProtection?: boolean;
  /**
   * Whether an update leaves the weights and pools of listeners as they are, since another tool shifts traffic between them; false by
   * default. What they are when the load balancer is made is judged by the pack all the same.
   */
  readonly ignoreWeights?: boolean;
  /** How long a change of where traffic goes waits for pools that are to get more of it. */
  readonly healthGate?: HealthGate;
  /** How it is watched. */
  readonly monitor?: AttachedSettings;
  /** Tags of everything that it makes. */
  readonly tags?: Input<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:aws:TcpLoadBalancer";

/**
 * A Network Load Balancer that leads to pools, and to nothing else. Every zone sends to the targets of all zones.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
 */
export class TcpLoadBalancer extends ComponentResource {
  readonly arn: Output<string>;
  /** The end of the ARN, by which CloudWatch knows it. */
  readonly arnSuffix: Output<string>;
  readonly dnsName: Output<string>;
  /** The zone of its name, for an alias record. */
  readonly zoneId: Output<string>;
  readonly securityGroupId: Output<string>;
  /** The listeners, in the order in which they are given. */
  readonly listenerArns: readonly Output<string>[];
  /** What watches it; undefined where nothing does. */
  readonly monitor: TrafficMonitor | undefined;

  constructor(name: string, args: TcpLoadBalancerArgs, options: ComponentResourceOptions = {}) {
    const listeners = checkedListeners(args.listeners);
    super(TYPE, name, {}, options);
    const { tags = {}, accessLogs, deletionProtection = true } = args;
    const pools = new Set(listeners.flatMap(({ to }) => poolsOf(to)));
    const label = `${TYPE} ${name}`;
    const { subnetIds, vpcId, zones, there } = placed(this, label, args.zones);
    const { routed, record } = healthGate(this, label, there, args.healthGate);
    const openings = listeners.flatMap(({ protocol, port }) => openingsOf(protocol, port));
    const securityGroup = firewall(there, name, { vpcId, clients: args.clients, openings, pools, tags });
    const mappings = itemsOf("zones", args.zones).map(({ item }) => item);

    const balancer = new LoadBalancer(
      name,
      {
        loadBalancerType: "network",
        internal: args.internal ?? false,
        ipAddressType: args.ipv6 === true ? "dualstack" : "ipv4",
        ...(mappings.some(({ allocationId }) => allocationId !== undefined)
          ? { subnetMappings: mappings.map(mapping) }
          : { subnets: subnetIds }),
        securityGroups: [securityGroup.id],
        enableCrossZoneLoadBalancing: true,
        enableDeletionProtection: deletionProtection,
        ...(accessLogs ? { accessLogs: { ...accessLogs, enabled: true } } : {}),
        tags,
      },
      there,
    );
    const made = listeners.map(({ port, protocol, to, idleTimeout, ...secured }) => {
      const listener = new Listener(
        `${name}-${port}`,
        {
          ...{ loadBalancerArn: balancer.arn, port, protocol, tags },
          ...(secured.certificateArn === undefined
            ? {}
            : { certificateArn: secured.certificateArn, sslPolicy: secured.tlsPolicy ?? TLS_POLICY }),
          ...(idleTimeout === undefined ? {} : { tcpIdleTimeoutSeconds: idleTimeout }),
          defaultActions: [connectTo(to)],
        },
        { ...routed(`its listener ${port}`, to), ignoreChanges: args.ignoreWeights === true ? ["defaultActions"] : [] },
      );
      for (const pool of poolsOf(to)) pool.attached?.(listener);
      return listener;
    });

    this.monitor = attachMonitor(this, name, args.monitor, {
      ...{ kind: "network", balancer, zones, pools, tags, areMovedElsewhere: args.ignoreWeights === true, after: made },
      routes: listeners.map(({ to }) => to),
    });
    this.listenerArns = made.map(({ arn }) => arn);
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, listenerArns: this.listenerArns, healthGate: record });
  }
}

function mapping({ subnetId, allocationId }: NetworkZone) {
  return { subnetId, ...(allocationId === undefined ? {} : { allocationId }) };
}
