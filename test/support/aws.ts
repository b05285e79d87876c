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
