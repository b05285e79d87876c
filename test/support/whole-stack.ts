import type { Properties, Resource } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "./aws";
import { arn, existing } from "./resources";
import { EDGE_PARTS } from "./whole-edge";

const ZONES = ["us-east-1a", "us-east-1b"] as const;

/** One of everything that decides how AWS shares traffic, with enough targets everywhere. */
export function wholeStack(): Resource[] {
  return Object.values(AWS_PARTS).flatMap((part) => part());
}

/** The same in parts that know nothing of one another. */
export const AWS_PARTS: Readonly<Record<string, () => Resource[]>> = {
  web,
  network,
  containers,
  classic,
  "cloud-control": cloudControl,
  ...EDGE_PARTS,
};

/** Instances, an Auto Scaling group attached in three ways, and a function behind an Application Load Balancer. */
function web(): Resource[] {
  const [front, ...subnets] = balancer("web", ZONES);
  if (!front) throw new Error("a load balancer is expected");
  const [blue, green, scaled, lambda] = ["blue", "green", "scaled", "lambda"].map((name) =>
    targetGroup(name, name === "lambda" ? { targetType: "lambda" } : { healthCheck: { enabled: true, path: "/" } }),
  );
  if (!blue || !green || !scaled || !lambda) throw new Error("target groups are expected");
  const shared = instances("shared", [ZONES[0]]);
  const main = listener("web", front, [
    [blue, 90],
    [green, 10],
  ]);
  const rule = (name: string, group: Resource, priority: number): Resource =>
    existing("aws:lb/listenerRule:ListenerRule", name, {
      listenerArn: arn(main),
      priority,
      conditions: [
        { pathPattern: { values: [`/${name}/*`, "/a", "/b"] } },
        { hostHeader: { values: ["example.com"] } },
      ],
      actions: [
        { type: "authenticate-oidc", order: 1 },
        { type: "forward", order: 2, targetGroupArn: arn(group) },
      ],
    });
  const group = existing("aws:autoscaling/group:Group", "workers", {
    name: "workers",
    minSize: 4,
    maxSize: 8,
    desiredCapacity: 6,
    vpcZoneIdentifiers: subnets.map(arn),
    targetGroupArns: [arn(scaled)],
    trafficSources: [{ identifier: arn(green), type: "elbv2" }],
    suspendedProcesses: ["AZRebalance"],
    mixedInstancesPolicy: { launchTemplate: { overrides: [{ weightedCapacity: "1" }, { weightedCapacity: "2" }] } },
  });
  const fn = existing("aws:lambda/function:Function", "fn", { reservedConcurrentExecutions: -1 });
  const alias = existing("aws:lambda/alias:Alias", "live", { functionName: arn(fn) });
  return [
    ...[front, ...subnets, blue, green, scaled, lambda, main, group, fn, alias],
    ...registered(blue, [...shared, ...instances("blue", [ZONES[0], ZONES[1], ZONES[1]])]),
    ...registered(green, [...shared, ...instances("green", ZONES)]).slice(1),
    existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "live", {
      targetGroupArn: arn(lambda),
      targetId: arn(alias),
    }),
    existing("aws:autoscaling/attachment:Attachment", "more", {
      autoscalingGroupName: "workers",
      lbTargetGroupArn: arn(blue),
    }),
    existing("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "again", {
      autoscalingGroupName: "workers",
      trafficSource: { identifier: arn(scaled), type: "elbv2" },
    }),
    existing("aws:autoscaling/schedule:Schedule", "night", {
      autoscalingGroupName: "workers",
      minSize: 3,
      maxSize: -1,
    }),
    existing("aws:autoscaling/schedule:Schedule", "keep", { autoscalingGroupName: "workers", minSize: -1 }),
    rule("scaled", scaled, 10),
    rule("function", lambda, 20),
    existing("aws:lb/listener:Listener", "redirect", {
      loadBalancerArn: arn(front),
      port: 80,
      defaultActions: [{ type: "redirect" }],
    }),
  ];
}

/** A Network Load Balancer that keeps to zones, in front of addresses and of an Application Load Balancer. */
function network(): Resource[] {
  const [inner, ...innerSubnets] = balancer("inner", ZONES);
  const subnets = ZONES.map((zone, index) =>
    existing("aws:ec2/subnet:Subnet", `net-${zone}`, { availabilityZone: zone, cidrBlock: `10.1.${index}.0/24` }),
  );
  const front = existing("aws:lb/loadBalancer:LoadBalancer", "net", {
    loadBalancerType: "network",
    enableCrossZoneLoadBalancing: false,
    dnsRecordClientRoutingPolicy: "any_availability_zone",
    subnetMappings: subnets.map((subnet) => ({ subnetId: arn(subnet) })),
  });
  if (!inner) throw new Error("a load balancer is expected");
  const addresses = targetGroup("addresses", {
    targetType: "ip",
    loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
  });
  const others = targetGroup("others", { targetType: "ip" });
  const chain = targetGroup("chain", { targetType: "alb", port: 443 });
  const behind = targetGroup("behind");
  const address = (group: Resource, ip: string, availabilityZone?: string): Resource =>
    existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${group.name}-${ip}`, {
      targetGroupArn: arn(group),
      targetId: ip,
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
    });
  return [
    ...[front, ...subnets, inner, ...innerSubnets, addresses, others, chain, behind],
    ...["10.1.0.10", "10.1.1.10", "10.1.1.11"].map((ip) => address(addresses, ip)),
    ...[ZONES[0], ZONES[1]].map((zone, index) => address(others, `192.168.0.${index}`, zone)),
    existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "chain", {
      targetGroupArn: arn(chain),
      targetId: arn(inner),
      port: 443,
    }),
    ...registered(behind, instances("behind", ZONES)),
    listener("inner", inner, [[behind, 1]], 443),
    listener(
      "addresses",
      front,
      [
        [addresses, 3],
        [others, 1],
      ],
      5000,
    ),
    listener("chain", front, [[chain, 1]], 443),
  ];
}

/** ECS services: on Fargate, on hosts, scaled, and moved between target groups. */
function containers(): Resource[] {
  const [front, ...subnets] = balancer("apps", ZONES);
  if (!front) throw new Error("a load balancer is expected");
  const cluster = existing("aws:ecs/cluster:Cluster", "apps", { name: "apps" });
  const groups = ["fargate", "hosted", "packed", "blue-tasks", "green-tasks", "sets", "deployed"].map((name) =>
    targetGroup(name),
  );
  const [fargate, hosted, packed, blue, green, sets, deployed] = groups;
  if (!fargate || !hosted || !packed || !blue || !green || !sets || !deployed)
    throw new Error("target groups are expected");
  const hosts = existing("aws:autoscaling/group:Group", "hosts", {
    minSize: 3,
    maxSize: 6,
    vpcZoneIdentifiers: subnets.map(arn),
  });
  const provider = existing("aws:ecs/capacityProvider:CapacityProvider", "hosts", {
    name: "hosts",
    autoScalingGroupProvider: { autoScalingGroupArn: arn(hosts) },
  });
  const service = (name: string, group: Resource, inputs: Resource["inputs"]): Resource =>
    existing("aws:ecs/service:Service", name, {
      name,
      cluster: arn(cluster),
      desiredCount: 4,
      loadBalancers: [{ targetGroupArn: arn(group), containerName: "app", containerPort: 80 }],
      ...inputs,
    });
  const onHosts = { capacityProviderStrategies: [{ capacityProvider: "hosts", weight: 1 }] };
  const network = { networkConfiguration: { subnets: subnets.map(arn) } };
  return [
    ...[front, ...subnets, cluster, ...groups, hosts, provider],
    existing("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "defaults", {
      clusterName: "apps",
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE" }],
    }),
    service("fargate", fargate, network),
    service("hosted", hosted, { ...onHosts, orderedPlacementStrategies: [{ type: "spread", field: "instanceId" }] }),
    service("packed", packed, {
      ...onHosts,
      orderedPlacementStrategies: [{ type: "binpack", field: "cpu" }],
      placementConstraints: [{ type: "distinctInstance" }],
    }),
    service("moved", blue, {
      ...network,
      launchType: "FARGATE",
      deploymentController: { type: "ECS" },
      deploymentConfiguration: { strategy: "BLUE_GREEN" },
      loadBalancers: [{ targetGroupArn: arn(blue), advancedConfiguration: { alternateTargetGroupArn: arn(green) } }],
    }),
    existing("aws:ecs/taskSet:TaskSet", "set", {
      loadBalancers: [{ targetGroupArn: arn(sets) }],
      scale: { value: 100 },
    }),
    existing("aws:codedeploy/deploymentGroup:DeploymentGroup", "deploy", {
      loadBalancerInfo: { targetGroupInfos: [{ name: arn(deployed) }], targetGroupPairInfo: { targetGroups: [] } },
    }),
    existing("aws:appautoscaling/target:Target", "scale", {
      resourceId: "service/apps/fargate",
      scalableDimension: "ecs:service:DesiredCount",
      minCapacity: 3,
      maxCapacity: 9,
    }),
    existing("aws:appautoscaling/scheduledAction:ScheduledAction", "night", {
      resourceId: "service/apps/fargate",
      scalableDimension: "ecs:service:DesiredCount",
      scalableTargetAction: { minCapacity: 2 },
    }),
    ...groups.map((group, index) => listener(`to-${group.name}`, front, [[group, 1]], 8000 + index)),
  ];
}

function classic(): Resource[] {
  const machines = instances("old", [ZONES[0], ZONES[1], ZONES[1]]);
  const late = instances("late", [ZONES[0]]);
  const front = existing("aws:elb/loadBalancer:LoadBalancer", "old", {
    name: "old",
    availabilityZones: [...ZONES],
    crossZoneLoadBalancing: true,
    instances: machines.map(arn),
    healthCheck: { target: "HTTP:80/" },
  });
  return [
    front,
    ...machines,
    ...late,
    existing("aws:elb/attachment:Attachment", "late", { elb: "old", instance: late[0] ? arn(late[0]) : null }),
  ];
}

/** The same things as Cloud Control writes them. */
function cloudControl(): Resource[] {
  const [, ...subnets] = balancer("native", ZONES);
  const machines = instances("native", ZONES);
  const front = existing("aws-native:elasticloadbalancingv2:LoadBalancer", "native", {
    type: "network",
    subnets: subnets.map(arn),
    loadBalancerAttributes: [
      { key: "load_balancing.cross_zone.enabled", value: "true" },
      { key: "idle", value: "1" },
    ],
  });
  const group = existing("aws-native:elasticloadbalancingv2:TargetGroup", "native", {
    healthCheckEnabled: true,
    targetGroupAttributes: [{ key: "load_balancing.cross_zone.enabled", value: "true" }],
    targets: machines.map((machine) => ({ id: arn(machine), port: 80 })),
  });
  const other = existing("aws-native:elasticloadbalancingv2:TargetGroup", "native-scaled", {});
  const scaled = existing("aws-native:autoscaling:AutoScalingGroup", "native", {
    minSize: "2",
    maxSize: "4",
    vpcZoneIdentifier: subnets.map(arn),
    targetGroupArns: [arn(other)],
  });
  const tuples = [group, other].map((one): Properties => ({ targetGroupArn: arn(one), weight: 1 }));
  return [
    ...[front, ...subnets, ...machines, group, other, scaled],
    existing("aws-native:elasticloadbalancingv2:Listener", "native", {
      loadBalancerArn: arn(front),
      port: 443,
      defaultActions: [{ type: "forward", forwardConfig: { targetGroups: tuples } }],
    }),
  ];
}
