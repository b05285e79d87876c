import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../../at-least-two";
import { renamed } from "../../checks";
import { AutoScalingPool, type AutoScalingPoolArgs } from "../auto-scaling-pool";
import type { TcpProtocol } from "../protocols";
import type { TcpListener } from "../tcp-listeners";
import { TcpLoadBalancer, type TcpLoadBalancerArgs } from "../tcp-load-balancer";
import type { Zone } from "../zones";

/** A port at which connections are taken. */
export type ServicePort = Omit<TcpListener, "to">;

type Balanced = Omit<TcpLoadBalancerArgs, "listeners">;

export interface TcpServiceArgs extends Balanced, Omit<AutoScalingPoolArgs<TcpProtocol>, "zones" | "tags"> {
  /** The ports at which connections are taken, of which there is at least one; all lead to the instances. */
  readonly listeners: readonly ServicePort[];
  /** Where the instances run; in the zones of the load balancer by default. */
  readonly instanceZones?: AtLeastTwo<Zone>;
}

/**
 * A service that is no web site: a Network Load Balancer before an Auto Scaling group, which has an instance at least in each of two
 * zones or more.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class TcpService extends ComponentResource {
  /** ARN of the load balancer. */
  readonly arn: Output<string>;
  /** The end of the ARN, by which CloudWatch knows the load balancer. */
  readonly arnSuffix: Output<string>;
  /** The name of the load balancer in DNS. */
  readonly dnsName: Output<string>;
  /** The zone of that name, for an alias record. */
  readonly zoneId: Output<string>;
  /** The security group of the load balancer. */
  readonly loadBalancerSecurityGroupId: Output<string>;
  /** ARN of the target group of the instances. */
  readonly targetGroupArn: Output<string>;
  /** The end of that ARN, by which CloudWatch knows the target group. */
  readonly targetGroupArnSuffix: Output<string>;
  /** The name of the Auto Scaling group. */
  readonly autoScalingGroupName: Output<string>;

  constructor(name: string, args: TcpServiceArgs, options: ComponentResourceOptions = {}) {
    super("evenkeel:aws:TcpService", name, {}, options);
    const inside = { parent: this };
    const { instanceZones: zones = args.zones } = args;
    const names = { zones: args.instanceZones ? "instanceZones" : "zones" };
    const pool = renamed(names, () => new AutoScalingPool<TcpProtocol>(name, { ...args, zones }, inside));
    const listeners = args.listeners.map((listener) => ({ ...listener, to: pool }));
    const balancer = new TcpLoadBalancer(name, { ...args, listeners }, inside);
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.loadBalancerSecurityGroupId = balancer.securityGroupId;
    this.targetGroupArn = pool.targetGroupArn;
    this.targetGroupArnSuffix = pool.targetGroupArnSuffix;
    this.autoScalingGroupName = pool.autoScalingGroupName;
    this.registerOutputs({ dnsName: this.dnsName, targetGroupArn: this.targetGroupArn });
  }
}
