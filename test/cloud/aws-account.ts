import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  PutScheduledUpdateGroupActionCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  ApplicationAutoScalingClient,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  CreateTaskSetCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
  RegisterInstancesWithLoadBalancerCommand,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  RegisterTargetsCommand,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";

export const REGION = "eu-west-1";

/** What tests need to know of the account that they look at. */
export interface Account {
  readonly subnets: readonly string[];
  readonly balancer: string;
  readonly listener: string;
  readonly groups: Readonly<Record<"blue" | "green" | "api" | "tasks" | "sets", string>>;
  readonly instances: Readonly<Record<"blue" | "green" | "old", readonly string[]>>;
  /** Sends so much of the listener's traffic to each of the two. */
  readonly weigh: (blue: number, green: number) => Promise<void>;
  /** Sends all of it to one of them, the other being no part of the listener. */
  readonly forwardTo: (one: "blue" | "green") => Promise<void>;
}

export const ZONES = ["a", "b"].map((letter) => `${REGION}${letter}`);

/**
 * Makes an account with a load balancer in two zones: a pair of target groups with weights, one that an Auto Scaling group fills
 * and one that an ECS service does; and with a classic load balancer.
 */
export async function makeAccount(endpoint: string): Promise<Account> {
  const config = { endpoint, region: REGION, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(config);
  const balancing = new ElasticLoadBalancingV2Client(config);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = Vpc?.VpcId;
  const subnets: string[] = [];
  for (const [index, AvailabilityZone] of ZONES.entries()) {
    const asked = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone };
    subnets.push((await ec2.send(new CreateSubnetCommand(asked))).Subnet?.SubnetId ?? "");
  }

  /** Instances in the zones by turns. */
  const instances = async (name: string, count: number) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const Tags = [{ Key: "Name", Value: `${name}${index}` }];
      const { Instances = [] } = await ec2.send(
        new RunInstancesCommand({
          ...{ ImageId: "ami-12c6146b", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1 },
          SubnetId: subnets[index % subnets.length],
          TagSpecifications: [{ ResourceType: "instance", Tags }],
        }),
      );
      ids.push(Instances[0]?.InstanceId ?? "");
    }
    return ids;
  };
  const group = async (Name: string, TargetType: "instance" | "ip", targets: readonly string[] = []) => {
    const asked = { Name, TargetType, VpcId, Protocol: "HTTP", Port: 80 } as const;
    const { TargetGroups = [] } = await balancing.send(new CreateTargetGroupCommand(asked));
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
    const Targets = targets.map((Id) => ({ Id, Port: 80 }));
    if (Targets.length > 0) await balancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    return TargetGroupArn;
  };

  const [blueOnes, greenOnes] = [await instances("blue", 3), await instances("green", 1)];
  const groups = {
    blue: await group("blue", "instance", blueOnes),
    green: await group("green", "instance", greenOnes),
    api: await group("api", "instance"),
    tasks: await group("tasks", "ip"),
    sets: await group("sets", "ip"),
  };
  const made = await balancing.send(
    new CreateLoadBalancerCommand({ Name: "web", Subnets: subnets, Type: "application" }),
  );
  const balancer = made.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  const shared = (blue: number, green: number): Action[] => [
    {
      Type: "forward",
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: groups.blue, Weight: blue },
          { TargetGroupArn: groups.green, Weight: green },
        ],
      },
    },
  ];
  const { Listeners = [] } = await balancing.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: shared(100, 0),
    }),
  );
  const listener = Listeners[0]?.ListenerArn ?? "";
  for (const [Priority, path, TargetGroupArn] of [
    [10, "/api/*", groups.api],
    [20, "/tasks/*", groups.tasks],
  ] as const) {
    const Conditions = [{ Field: "path-pattern", PathPatternConfig: { Values: [path] } }];
    const Actions: Action[] = [{ Type: "forward", TargetGroupArn }];
    await balancing.send(new CreateRuleCommand({ ListenerArn: listener, Priority, Conditions, Actions }));
  }
  await balancing.send(
    new CreateRuleCommand({
      ListenerArn: listener,
      Priority: 30,
      Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["sets.example.com"] } }],
      Actions: [{ Type: "forward", TargetGroupArn: groups.sets }],
    }),
  );
  await scalingGroup(new AutoScalingClient(config), groups.api, subnets);
  await service(config, groups.tasks, subnets);
  await taskSet(new ECSClient(config), groups.sets, subnets);
  const old = await instances("old", 2);
  await classic(new ElasticLoadBalancingClient(config), subnets, old);

  const modify = async (DefaultActions: Action[]) => {
    await balancing.send(new ModifyListenerCommand({ ListenerArn: listener, DefaultActions }));
  };

  return {
    subnets,
    balancer,
    listener,
    groups,
    instances: { blue: blueOnes, green: greenOnes, old },
    weigh: (blue, green) => modify(shared(blue, green)),
    forwardTo: (one) => modify([{ Type: "forward", TargetGroupArn: groups[one] }]),
  };
}

async function scalingGroup(client: AutoScalingClient, group: string, subnets: readonly string[]): Promise<void> {
  const launch = { LaunchConfigurationName: "api", ImageId: "ami-12c6146b", InstanceType: "t3.micro" };
  await client.send(new CreateLaunchConfigurationCommand(launch));
  await client.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName: "api", LaunchConfigurationName: "api", MinSize: 2, MaxSize: 6, DesiredCapacity: 3 },
      TargetGroupARNs: [group],
      VPCZoneIdentifier: subnets.join(","),
      HealthCheckType: "ELB",
    }),
  );
  await client.send(
    new PutScheduledUpdateGroupActionCommand({
      ...{ AutoScalingGroupName: "api", ScheduledActionName: "evening", MaxSize: 4, Recurrence: "0 20 * * *" },
    }),
  );
}

async function service(config: object, targetGroupArn: string, subnets: string[]): Promise<void> {
  const client = new ECSClient(config);
  const autoScalingGroupArn = `arn:aws:autoscaling:${REGION}:123456789012:autoScalingGroup:1:autoScalingGroupName/api`;
  await client.send(
    new CreateCapacityProviderCommand({ name: "hosts", autoScalingGroupProvider: { autoScalingGroupArn } }),
  );
  await client.send(
    new CreateClusterCommand({
      clusterName: "shop",
      capacityProviders: ["FARGATE", "hosts"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    }),
  );
  const containerDefinitions = [{ name: "app", image: "app", memory: 128, portMappings: [{ containerPort: 80 }] }];
  await client.send(new RegisterTaskDefinitionCommand({ family: "app", networkMode: "awsvpc", containerDefinitions }));
  await client.send(
    new CreateServiceCommand({
      ...{ cluster: "shop", serviceName: "app", taskDefinition: "app", launchType: "FARGATE", desiredCount: 4 },
      loadBalancers: [{ targetGroupArn, containerName: "app", containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [] } },
    }),
  );
  await new ApplicationAutoScalingClient(config).send(
    new RegisterScalableTargetCommand({
      ...{ ServiceNamespace: "ecs", ResourceId: "service/shop/app", ScalableDimension: "ecs:service:DesiredCount" },
      ...{ MinCapacity: 3, MaxCapacity: 9 },
    }),
  );
  await new ApplicationAutoScalingClient(config).send(
    new PutScheduledActionCommand({
      ...{ ServiceNamespace: "ecs", ResourceId: "service/shop/app", ScalableDimension: "ecs:service:DesiredCount" },
      ...{
        ScheduledActionName: "evening",
        Schedule: "cron(0 20 * * ? *)",
        ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 2 },
      },
    }),
  );
}

/** A service whose tasks somebody else than ECS brings in, as a set with a target group of its own. */
async function taskSet(client: ECSClient, targetGroupArn: string, subnets: string[]): Promise<void> {
  await client.send(
    new CreateServiceCommand({
      ...{ cluster: "shop", serviceName: "sets", desiredCount: 4, deploymentController: { type: "EXTERNAL" } },
    }),
  );
  await client.send(
    new CreateTaskSetCommand({
      ...{ cluster: "shop", service: "sets", taskDefinition: "app", launchType: "FARGATE" },
      loadBalancers: [{ targetGroupArn, containerName: "app", containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [] } },
    }),
  );
}

async function classic(client: ElasticLoadBalancingClient, Subnets: string[], ids: readonly string[]): Promise<void> {
  const Listeners = [{ Protocol: "HTTP", LoadBalancerPort: 80, InstanceProtocol: "HTTP", InstancePort: 80 }];
  await client.send(new CreateClassicCommand({ LoadBalancerName: "old", Listeners, Subnets }));
  const Instances = ids.map((InstanceId) => ({ InstanceId }));
  await client.send(new RegisterInstancesWithLoadBalancerCommand({ LoadBalancerName: "old", Instances }));
}
