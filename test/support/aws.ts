import type { Properties, Resource, Value } from "../../traffic";
import { arn, existing } from "./resources";

/** A load balancer that has these zones enabled, one subnet in each. */
export function balancer(name: string, zones: readonly string[], inputs: Properties = {}): Resource[] {
  const subnets = zones.map((zone) => existing("aws:ec2/subnet:Subnet", `${name}-${zone}`, { availabilityZone: zone }));
  return [existing("aws:lb/loadBalancer:LoadBalancer", name, { subnets: subnets.map(arn), ...inputs }), ...subnets];
}

export function targetGroup(name: string, inputs: Properties = {}): Resource {
  return existing("aws:lb/targetGroup:TargetGroup", name, inputs);
}

/** Instances, as many in each zone, all registered in the target group. */
export function registered(group: Resource, instances: readonly Resource[]): Resource[] {
  return instances.flatMap((instance) => [
    instance,
    existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${group.name}-${instance.name}`, {
      targetGroupArn: arn(group),
      targetId: arn(instance),
    }),
  ]);
}

export function instances(name: string, zones: readonly string[]): Resource[] {
  return zones.map((zone, index) =>
    existing("aws:ec2/instance:Instance", `${name}-${index}`, { availabilityZone: zone }),
  );
}

/** A listener that forwards by weight. */
export function listener(
  name: string,
  front: Resource,
  weights: readonly (readonly [Resource, Value])[],
  port = 443,
): Resource {
  return existing("aws:lb/listener:Listener", name, {
    loadBalancerArn: arn(front),
    port,
    defaultActions: [forward(weights)],
  });
}

/** A forward action. */
export function forward(weights: readonly (readonly [Resource, Value])[]): Properties {
  const targetGroups = weights.map(([group, weight]): Properties => ({ arn: arn(group), weight }));
  return { type: "forward", forward: { targetGroups } };
}

const TWO_ZONES = ["us-east-1a", "us-east-1b"] as const;

/** A load balancer in two zones whose listener splits its traffic over target groups with so many instances. */
export function split(
  pools: Readonly<Record<string, { readonly weight: Value; readonly targets: number }>>,
): Resource[] {
  const [front, ...subnets] = balancer("web", TWO_ZONES);
  if (!front) throw new Error("a load balancer is expected");
  const weights: (readonly [Resource, Value])[] = [];
  const members = Object.entries(pools).flatMap(([name, { weight, targets }]) => {
    const zones = Array.from({ length: targets }, (_, index) => TWO_ZONES[index % 2] ?? TWO_ZONES[0]);
    const group = targetGroup(name);
    weights.push([group, weight]);
    return [group, ...registered(group, instances(name, zones))];
  });
  return [front, ...subnets, ...members, listener("web", front, weights)];
}
