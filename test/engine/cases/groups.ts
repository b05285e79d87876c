import { Target } from "@pulumi/aws/appautoscaling/target";
import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import { Schedule } from "@pulumi/aws/autoscaling/schedule";
import { TrafficSourceAttachment } from "@pulumi/aws/autoscaling/trafficSourceAttachment";
import { CapacityProvider } from "@pulumi/aws/ecs/capacityProvider";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { interpolate } from "@pulumi/pulumi";
import { listen, network, register, targetGroup, type Network } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in the sizes of groups that a scaler keeps. */
export const groups: Readonly<Record<string, Twins>> = {
  "an Auto Scaling group of one that names its target group": behind((group, net, faulty) => {
    scaled(net, faulty ? 1 : 2, { targetGroupArns: [group.arn] });
  }, short("workers")),
  "an Auto Scaling group of one that an attachment attaches": behind((group, net, faulty) => {
    new Attachment(own("attachment"), {
      autoscalingGroupName: scaled(net, faulty ? 1 : 2).name,
      lbTargetGroupArn: group.arn,
    });
  }, short("workers")),
  "an Auto Scaling group of one that is a traffic source": behind((group, net, faulty) => {
    const trafficSource = { identifier: group.arn, type: "elbv2" };
    new TrafficSourceAttachment(own("source"), { autoscalingGroupName: scaled(net, faulty ? 1 : 2).id, trafficSource });
  }, short("workers")),
  "a schedule that takes a group down to one": behind((group, net, faulty) => {
    const workers = scaled(net, 2, { targetGroupArns: [group.arn] });
    new Schedule(own("night"), {
      scheduledActionName: "night",
      autoscalingGroupName: workers.name,
      minSize: faulty ? 1 : -1,
    });
  }, short("night")),
  "a fixed target beside a group that may be empty": behind((group, net, faulty) => {
    register(group, "fixed", 1, net.subnets);
    scaled(net, faulty ? 0 : 1, { targetGroupArns: [group.arn] });
  }, short("pool")),
  "an ECS service of one task": behind((group, net, faulty) => {
    service(group, net, { desiredCount: faulty ? 1 : 2 });
  }, short("app")),
  "an ECS service that scaling may take down to one": behind((group, net, faulty) => {
    const cluster = new Cluster(own("apps"));
    const app = service(group, net, { desiredCount: 4, cluster: cluster.arn });
    new Target(own("scaling"), {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: interpolate`service/${cluster.name}/${app.name}`,
      minCapacity: faulty ? 1 : 2,
      maxCapacity: 9,
    });
  }, short("scaling")),
  "an ECS service on hosts of which one is guaranteed": behind((group, net, faulty) => {
    const hosts = scaled(net, faulty ? 1 : 2);
    const provider = new CapacityProvider(own("hosts"), {
      name: "hosts",
      autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
    });
    new Service(own("app"), {
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
      loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
    });
  }, short("app")),
  "an ECS service of one task that moves between target groups": {
    ...behind((group, net, faulty) => {
      service(group, net, { desiredCount: faulty ? 1 : 2, deploymentController: { type: "CODE_DEPLOY" } });
    }, short("app")),
    safe: [unproved("pool")],
  },
};

/** A listener in front of one target group, which the given part fills. */
function behind(fill: (group: TargetGroup, net: Network, faulty: boolean) => void, change: string): Twins {
  return {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool", { targetType: "ip" });
      fill(group, net, faulty);
      listen("web", net.front, [group, 1]);
    },
    change: [change],
  };
}

function scaled({ subnetIds }: Network, minSize: number, args: Partial<GroupArgs> = {}): Group {
  return new Group(own("workers"), { minSize, maxSize: 8, vpcZoneIdentifiers: subnetIds, ...args });
}

function service(group: TargetGroup, { subnetIds }: Network, args: Partial<ServiceArgs>): Service {
  return new Service(own("app"), {
    launchType: "FARGATE",
    networkConfiguration: { subnets: subnetIds },
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
    ...args,
  });
}
