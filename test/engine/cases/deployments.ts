import { ScheduledAction } from "@pulumi/aws/appautoscaling/scheduledAction";
import { Target } from "@pulumi/aws/appautoscaling/target";
import { Group } from "@pulumi/aws/autoscaling/group";
import { DeploymentGroup } from "@pulumi/aws/codedeploy/deploymentGroup";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { Listener } from "@pulumi/aws/lb/listener";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { ComponentResource, interpolate, type Output } from "@pulumi/pulumi";
import { listen, network, register, targetGroup, type Network } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in what happens to targets after they are deployed, and in what a component hides. */
export const deployments: Readonly<Record<string, Twins>> = {
  // The tasks are where the last deployment has put them, which no program tells: never a fault, and never proved.
  "traffic that a blue/green deployment of ECS has moved": {
    program: (faulty) => {
      const { net, blue, green } = pair();
      const advancedConfiguration = {
        alternateTargetGroupArn: green.arn,
        productionListenerRule: "arn:rule",
        roleArn: "arn:role",
      };
      service(net, blue, {
        deploymentConfiguration: { strategy: "BLUE_GREEN" },
        loadBalancers: [{ targetGroupArn: blue.arn, containerName: "app", containerPort: 80, advancedConfiguration }],
      });
      listen("web", net.front, [faulty ? green : blue, 1]);
    },
    safe: [unproved("blue")],
    change: [unproved("green")],
  },
  "traffic that CodeDeploy has moved": {
    program: (faulty) => {
      const { net, blue, green } = pair();
      const { name: serviceName } = service(net, blue, { deploymentController: { type: "CODE_DEPLOY" } });
      const listener = listen("web", net.front, [faulty ? green : blue, 1]);
      new DeploymentGroup(own("app"), {
        appName: "app",
        deploymentGroupName: "app",
        serviceRoleArn: "arn:aws:iam::123456789012:role/deploy",
        ecsService: { clusterName: "default", serviceName },
        loadBalancerInfo: {
          targetGroupPairInfo: {
            prodTrafficRoute: { listenerArns: [listener.arn] },
            targetGroups: [{ name: blue.name }, { name: green.name }],
          },
        },
      });
    },
    safe: [unproved("blue")],
    change: [unproved("green")],
  },
  "a schedule that takes an ECS service down to one task": {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool", { targetType: "ip" });
      const cluster = new Cluster(own("apps"));
      const app = service(net, group, { cluster: cluster.arn });
      const target = new Target(own("scaling"), {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: interpolate`service/${cluster.name}/${app.name}`,
        minCapacity: 2,
        maxCapacity: 9,
      });
      new ScheduledAction(own("night"), {
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        schedule: "cron(0 22 * * ? *)",
        scalableTargetAction: { minCapacity: faulty ? 1 : 2 },
      });
      listen("web", net.front, [group, 1]);
    },
    change: [short("night")],
  },
  "an Auto Scaling group that registers nothing any more": {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool");
      new Group(own("workers"), {
        minSize: 2,
        maxSize: 8,
        vpcZoneIdentifiers: net.subnetIds,
        targetGroupArns: [group.arn],
        suspendedProcesses: faulty ? ["AddToLoadBalancer"] : ["AZRebalance"],
      });
      listen("web", net.front, [group, 1]);
    },
    change: [unproved("pool")],
  },
  "a component that registers one target": {
    program: (faulty) => {
      const net = network();
      const { targetGroupArn } = new Backend("backend", net, faulty ? 1 : 2);
      const defaultActions = [{ type: "forward", targetGroupArn }];
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
    },
    change: [short("backend-targets")],
  },
  "a component that makes its group of two into one of one": {
    program: (faulty) => {
      const net = network();
      const [one, other] = [new Backend("one", net, 2), new Backend("other", net, faulty ? 1 : 2)];
      const targetGroups = [one, other].map(({ targetGroupArn: arn }) => ({ arn, weight: 50 }));
      const defaultActions = [{ type: "forward", forward: { targetGroups } }];
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
    },
    change: [short("other-targets")],
  },
};

function pair(): { net: Network; blue: TargetGroup; green: TargetGroup } {
  const [blue, green] = [targetGroup("blue", { targetType: "ip" }), targetGroup("green", { targetType: "ip" })];
  return { net: network(), blue, green };
}

/** Two tasks on Fargate. */
function service({ subnetIds }: Network, group: TargetGroup, args: Partial<ServiceArgs>): Service {
  return new Service(own("app"), {
    launchType: "FARGATE",
    desiredCount: 2,
    networkConfiguration: { subnets: subnetIds },
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
    ...args,
  });
}

/** As a team would write it: what its users get is an output, not the target group. */
class Backend extends ComponentResource {
  readonly targetGroupArn: Output<string>;

  constructor(name: string, net: Network, count: number) {
    super("acme:web:Backend", own(name));
    const group = targetGroup(`${name}-targets`, {}, this);
    register(group, name, count, net.subnets);
    this.targetGroupArn = group.arn;
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}
