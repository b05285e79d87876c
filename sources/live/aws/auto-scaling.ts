import type { AutoScalingGroup } from "@aws-sdk/client-auto-scaling";
import type { Findings } from "../live-stack";
import type { Account } from "./account";
import { spelled } from "./spelled";

/**
 * Auto Scaling groups and their schedules.
 *
 * @returns the instances that they register, by target group or classic load balancer.
 */
export async function readAutoScaling(account: Account, found: Findings): Promise<Map<string, Set<string>>> {
  const { autoScaling } = account.packages;
  const client = new autoScaling.AutoScalingClient({ region: account.region });
  const [groups, schedules] = await Promise.all([
    account.askAll(
      "autoscaling:DescribeAutoScalingGroups",
      autoScaling.paginateDescribeAutoScalingGroups({ client }, {}),
      (page) => page.AutoScalingGroups,
    ),
    account.askAll(
      "autoscaling:DescribeScheduledActions",
      autoScaling.paginateDescribeScheduledActions({ client }, {}),
      (page) => page.ScheduledUpdateGroupActions,
    ),
  ]);
  for (const {
    AutoScalingGroupName: autoscalingGroupName = "",
    ScheduledActionName: name = "",
    ...sizes
  } of schedules) {
    // What a schedule does not give it leaves as it is; the provider writes -1 for that.
    const { MinSize: minSize = -1, MaxSize: maxSize = -1 } = sizes;
    const properties = { autoscalingGroupName, minSize, maxSize };
    found.add("aws:autoscaling/schedule:Schedule", `${autoscalingGroupName} ${name}`, properties, name);
  }
  const registered = new Map<string, Set<string>>();
  for (const group of groups) {
    addGroup(found, group);
    const { Instances = [] } = group;
    const instances = Instances.flatMap(({ InstanceId = [] }) => InstanceId);
    for (const pool of poolsOf(group)) {
      registered.set(pool, new Set([...(registered.get(pool) ?? []), ...instances]));
    }
  }
  return registered;
}

function addGroup(found: Findings, group: AutoScalingGroup): void {
  const { AutoScalingGroupName: name = "", LoadBalancerNames = [], TargetGroupARNs = [] } = group;
  const { SuspendedProcesses = [], TrafficSources = [], VPCZoneIdentifier = "" } = group;
  // What was attached in the older way is told of in both.
  const named = new Set([...LoadBalancerNames, ...TargetGroupARNs]);
  found.add("aws:autoscaling/group:Group", name, {
    ...spelled({ ...group, Instances: undefined, Arn: group.AutoScalingGroupARN }),
    name,
    loadBalancers: LoadBalancerNames,
    targetGroupArns: TargetGroupARNs,
    vpcZoneIdentifiers: VPCZoneIdentifier.split(",").filter((subnet) => subnet !== ""),
    suspendedProcesses: SuspendedProcesses.flatMap(({ ProcessName = [] }) => ProcessName),
    trafficSources: TrafficSources.filter(({ Identifier = "" }) => !named.has(Identifier)).map((source) =>
      spelled(source),
    ),
  });
}

function poolsOf({ TargetGroupARNs = [], LoadBalancerNames = [], TrafficSources = [] }: AutoScalingGroup): Set<string> {
  return new Set([
    ...TargetGroupARNs,
    ...LoadBalancerNames,
    ...TrafficSources.flatMap(({ Identifier = [] }) => Identifier),
  ]);
}
