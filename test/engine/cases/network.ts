import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import { own } from "./own";

/** A load balancer, and a subnet in each of its zones. */
export interface Network {
  readonly front: LoadBalancer;
  readonly subnets: readonly Subnet[];
  readonly subnetIds: Output<string>[];
}

/** A load balancer in zones `a` and `b`. */
export function network(name = "web", type = "application"): Network {
  const subnets = ["a", "b"].map((zone, index) => subnet(`${name}-${zone}`, zone, index));
  const subnetIds = subnets.map(({ id }) => id);
  return { front: new LoadBalancer(own(name), { loadBalancerType: type, subnets: subnetIds }), subnets, subnetIds };
}

export function subnet(name: string, zone: string, index: number): Subnet {
  return new Subnet(own(name), {
    vpcId: "vpc-1",
    cidrBlock: `10.0.${index}.0/24`,
    availabilityZone: `us-east-1${zone}`,
  });
}

export function targetGroup(name: string, args: TargetGroupArgs = {}, parent?: ComponentResource): TargetGroup {
  return new TargetGroup(own(name), { port: 80, protocol: "HTTP", vpcId: "vpc-1", ...args }, parent ? { parent } : {});
}

/** Instances in the subnets by turns, all registered. */
export function register(group: TargetGroup, name: string, count: number, subnets: readonly Subnet[]): Instance[] {
  return Array.from({ length: count }, (_, index) => {
    const within = subnets[index % subnets.length];
    if (!within) throw new Error("instances need a subnet");
    const instance = new Instance(own(`${name}${index}`), {
      ami: "ami-1",
      instanceType: "m7g.large",
      subnetId: within.id,
    });
    new TargetGroupAttachment(own(`${name}${index}`), { targetGroupArn: group.arn, targetId: instance.id });
    return instance;
  });
}

/** A target group with so many instances. */
export function pool(name: string, count: number, { subnets }: Network): TargetGroup {
  const group = targetGroup(name);
  register(group, name, count, subnets);
  return group;
}

export function listen(
  name: string,
  front: LoadBalancer,
  ...weights: (readonly [TargetGroup, Input<number>])[]
): Listener {
  return new Listener(own(name), { loadBalancerArn: front.arn, port: 443, defaultActions: [forward(...weights)] });
}

export function forward(...weights: (readonly [TargetGroup, Input<number>])[]) {
  return { type: "forward", forward: { targetGroups: weights.map(([{ arn }, weight]) => ({ arn, weight })) } };
}
