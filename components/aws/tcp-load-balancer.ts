import { Listener, LoadBalancer } from "@pulumi/aws/lb";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different, refuse, whole } from "../checks";
import type { HealthGate } from "../gate/gate";
import type { AccessLogs } from "./access-logs";
import { connectTo } from "./actions";
import { firewall, type Clients } from "./firewall";
import { healthGate } from "./gate/health-gate";
import { attachMonitor } from "./monitor/attach";
import type { TrafficMonitor } from "./monitor/traffic-monitor";
import type { AttachedSettings } from "./monitor/watched";
import { openingsOf, type TcpProtocol } from "./protocols";
import { poolsOf, type TcpRoute } from "./routes";
import { TLS_POLICY } from "./tls";
import { placed, type Zone } from "./zones";

/** An availability zone of a load balancer that may have a fixed address there. */
export interface NetworkZone extends Zone {
  /** The elastic address that it has in the zone. */
  readonly allocationId?: Input<string>;
}

/** A port at which connections are taken. */
export interface TcpListener {
  /** 1 to 65,535. */
  readonly port: number;
  /** What is taken; `TCP` by default. `TLS` is decrypted here. */
  readonly protocol?: TcpProtocol;
  readonly to: TcpRoute;
  /** ARN of the certificate, which `TLS` needs. */
  readonly certificateArn?: Input<string>;
  /** Security policy of TLS; one for TLS 1.2 and 1.3 with keys that a quantum computer does not break, by default. */
  readonly tlsPolicy?: Input<string>;
  /** Seconds without data after which a connection of TCP is closed: 60 to 6,000; 350 by default. */
  readonly idleTimeout?: number;
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

/** What the targets may speak of what each listener takes. */
const TAKEN: Readonly<Record<TcpProtocol, readonly TcpProtocol[]>> = {
  TCP: ["TCP", "TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
};

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
    const listeners = checked(args.listeners);
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

/** @throws InputPropertyError when there is no listener, two have one port, or one cannot work. */
function checked(listeners: readonly TcpListener[]) {
  if (listeners.length === 0) refuse("listeners", "must have one at least");
  const ports = listeners.map(({ port }, index) => {
    const path = `listeners[${index}].port`;
    return { path, value: String(whole(path, port, 1, 65_535)) };
  });
  different(ports, "their ports");
  return listeners.map(({ protocol = "TCP", ...listener }, index) => {
    const path = `listeners[${index}]`;
    const { certificateArn, idleTimeout, to } = listener;
    if ((protocol === "TLS") !== (certificateArn !== undefined)) {
      refuse(`${path}.certificateArn`, `must be given where protocol is TLS, and only there, but it is ${protocol}`);
    }
    for (const pool of poolsOf(to)) {
      if (TAKEN[protocol].includes(pool.protocol)) continue;
      const taken = TAKEN[protocol].join(" or ");
      refuse(`${path}.to`, `must lead to pools that speak ${taken}, but ${pool.label} speaks ${pool.protocol}`);
    }
    if (idleTimeout !== undefined) {
      if (protocol !== "TCP") refuse(`${path}.idleTimeout`, `must be given where protocol is TCP only`);
      whole(`${path}.idleTimeout`, idleTimeout, 60, 6000);
    }
    return { ...listener, protocol };
  });
}
