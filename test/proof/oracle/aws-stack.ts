import { UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { arn, existing, planned } from "../../support/resources";
import { at } from "../../support/at";
import type { AwsPlan, InstancePlan } from "./aws-plan";
import { shown } from "./setting";

type Make = typeof existing;

/** What a preview of a plan shows of it. */
export function awsStack(plan: AwsPlan): Resource[] {
  const make: Make = plan.isFirst ? planned : existing;
  const zones = plan.subnets;
  const subnets = zones.value.map((zone, index) =>
    make("aws:ec2/subnet:Subnet", `subnet${index}`, { availabilityZone: zones.isHidden ? UNKNOWN : zone }),
  );
  const instances = plan.instances.map((one, index) => instance(make, index, one, subnets));
  const groups = plan.pools.map(({ across }, index) =>
    make("aws:lb/targetGroup:TargetGroup", `pool${index}`, given({ loadBalancingCrossZoneEnabled: shown(across) })),
  );
  const front = make(
    "aws:lb/loadBalancer:LoadBalancer",
    "web",
    given({
      loadBalancerType: plan.kind,
      subnets: subnets.slice(0, plan.enabled).map(arn),
      // An Application Load Balancer does not take these.
      ...(plan.kind === "network"
        ? { enableCrossZoneLoadBalancing: shown(plan.across), dnsRecordClientRoutingPolicy: shown(plan.routing) }
        : {}),
    }),
    { dependencies: { subnets: subnets.slice(0, plan.enabled) } },
  );
  const targetGroups = plan.pools.map(({ weight }, index): Properties => ({
    arn: arn(at(groups, index)),
    weight: shown(weight),
  }));
  const listener = make(
    "aws:lb/listener:Listener",
    "web",
    { loadBalancerArn: arn(front), port: 443, defaultActions: [{ type: "forward", forward: { targetGroups } }] },
    { dependencies: { loadBalancerArn: [front], defaultActions: groups } },
  );
  return [
    ...subnets,
    ...instances,
    ...groups,
    front,
    listener,
    ...plan.pools.flatMap(({ targets }, index) =>
      targets.map(([number, port]) => attachment(make, at(groups, index), at(instances, number), port)),
    ),
    ...plan.groups.map((_, index) => scalingGroup(make, plan, index, subnets, groups)),
    ...(plan.isInner ? outer(make, front, subnets[0]) : []),
  ];
}

function instance(make: Make, index: number, plan: InstancePlan, subnets: readonly Resource[]): Resource {
  const name = `i${index}`;
  if ("zone" in plan) return make("aws:ec2/instance:Instance", name, { availabilityZone: shown(plan.zone) });
  const subnet = at(subnets, plan.subnet);
  return make("aws:ec2/instance:Instance", name, { subnetId: arn(subnet) }, { dependencies: { subnetId: [subnet] } });
}

function attachment(make: Make, group: Resource, target: Resource, port: number): Resource {
  return make(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    `${group.name}-${target.name}-${port}`,
    { targetGroupArn: arn(group), targetId: arn(target), port },
    { dependencies: { targetGroupArn: [group], targetId: [target] } },
  );
}

function scalingGroup(
  make: Make,
  plan: AwsPlan,
  index: number,
  subnets: readonly Resource[],
  groups: readonly Resource[],
): Resource {
  const { least, more, subnets: numbers } = at(plan.groups, index);
  const own = numbers.map((number) => at(subnets, number));
  const serves = groups.filter((_, pool) => plan.pools[pool]?.groups.includes(index));
  const most: Value = least.isHidden || more.isHidden ? UNKNOWN : least.value + more.value;
  return make(
    "aws:autoscaling/group:Group",
    `group${index}`,
    {
      minSize: shown(least),
      maxSize: most,
      vpcZoneIdentifiers: own.map(arn),
      targetGroupArns: serves.map(arn),
    },
    { dependencies: { vpcZoneIdentifiers: own, targetGroupArns: serves } },
  );
}

/** A Network Load Balancer in front of the other one. */
function outer(make: Make, inner: Resource, subnet: Resource | undefined): Resource[] {
  const net = make(
    "aws:lb/loadBalancer:LoadBalancer",
    "net",
    { loadBalancerType: "network", subnets: subnet ? [arn(subnet)] : [] },
    { dependencies: { subnets: subnet ? [subnet] : [] } },
  );
  const through = make("aws:lb/targetGroup:TargetGroup", "through", { targetType: "alb", port: 443 });
  return [
    net,
    through,
    make(
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      "through",
      { targetGroupArn: arn(through), targetId: arn(inner) },
      { dependencies: { targetGroupArn: [through], targetId: [inner] } },
    ),
    make(
      "aws:lb/listener:Listener",
      "net",
      { loadBalancerArn: arn(net), port: 443, defaultActions: [{ type: "forward", targetGroupArn: arn(through) }] },
      { dependencies: { loadBalancerArn: [net], defaultActions: [through] } },
    ),
  ];
}

function given(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}
