import { Policy, Target } from "@pulumi/aws/appautoscaling";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Service } from "@pulumi/aws/ecs";
import { TargetGroup } from "@pulumi/aws/lb";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc";
import {
  interpolate,
  output,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { AtLeastTwo } from "../at-least-two";
import { sizes, type Capacity } from "../capacity";
import { whole } from "../checks";
import { evenFloor, type Floor } from "./floor";
import type { HttpProtocol, TcpProtocol } from "./protocols";
import { ServingPool } from "./serving-pool";
import type { PoolArgs } from "./target-group";
import { placed, type Zone } from "./zones";

/** @typeParam P what the tasks speak. */
export type FargatePoolArgs<P extends HttpProtocol | TcpProtocol = "HTTP"> = PoolArgs<P> & Run;

interface Run {
  /** Two availability zones or more, by a subnet in each. */
  readonly zones: AtLeastTwo<Zone>;
  /** How many there are in each zone. */
  readonly perZone: Capacity;
  /** ARN of the cluster. */
  readonly clusterArn: Input<string>;
  /** ARN of the task definition, whose network mode is `awsvpc`. */
  readonly taskDefinitionArn: Input<string>;
  /** The container of the task that serves at the port. */
  readonly containerName: Input<string>;
  /** Whether tasks have public addresses, without which they need another way to what they ask for; false by default. */
  readonly assignPublicIp?: boolean;
  /** Average use of the processors, in percent, that scaling keeps: 10 to 90; 50 by default. */
  readonly targetCpu?: number;
  /** Percent of its tasks that the service may have in addition while it replaces them: 10 to 100; 100 by default. */
  readonly surge?: number;
  /** Seconds in which a new task may fail its health checks: 0 to 2,147,483,647; 60 by default. */
  readonly healthCheckGracePeriod?: number;
}

const TYPE = "evenkeel:aws:FargatePool";

/**
 * A target group with an ECS service on Fargate in at least two zones, which stops tasks only after new ones serve. The service
 * begins when a load balancer leads to it: ECS refuses it before.
 */
export class FargatePool<P extends HttpProtocol | TcpProtocol = "HTTP"> extends ServingPool<P> {
  protected readonly targetGroup: TargetGroup;
  readonly securityGroupId: Output<string>;
  override readonly floor: Floor;
  readonly #begin: (to: Resource) => void;
  #hasBegun = false;

  constructor(name: string, args: FargatePoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    const { tags = {}, assignPublicIp = false } = args;
    // Nothing is made before everything has been looked at.
    const targetValue = whole("targetCpu", args.targetCpu ?? 50, 10, 90);
    const surge = whole("surge", args.surge ?? 100, 10, 100);
    const grace = whole("healthCheckGracePeriod", args.healthCheckGracePeriod ?? 60, 0, 2_147_483_647);
    const { subnetIds, vpcId, zones, there } = placed(this, `${TYPE} ${name}`, args.zones);
    const { least, most } = sizes(args.perZone, zones.length);
    this.floor = evenFloor(zones, args.perZone.min);
    this.targetGroup = new TargetGroup(name, { ...this.block, vpcId, targetType: "ip" }, there);
    const description = `Tasks of ${name}`;
    const securityGroup = new SecurityGroup(name, { vpcId, description, tags }, there);
    this.securityGroupId = securityGroup.id;
    // Without it a task can fetch neither its image nor its secrets.
    new SecurityGroupEgressRule(
      name,
      { securityGroupId: securityGroup.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0", tags },
      there,
    );
    this.#begin = (to) => {
      const service = new Service(
        name,
        {
          cluster: args.clusterArn,
          taskDefinition: args.taskDefinitionArn,
          launchType: "FARGATE",
          desiredCount: least,
          deploymentMinimumHealthyPercent: 100,
          deploymentMaximumPercent: 100 + surge,
          deploymentCircuitBreaker: { enable: true, rollback: true },
          availabilityZoneRebalancing: "ENABLED",
          healthCheckGracePeriodSeconds: grace,
          networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroup.id], assignPublicIp },
          loadBalancers: [
            { targetGroupArn: this.targetGroup.arn, containerName: args.containerName, containerPort: args.port },
          ],
          propagateTags: "SERVICE",
          tags,
        },
        // Scaling decides how many there are, within its bounds.
        { ...there, dependsOn: to, ignoreChanges: ["desiredCount"] },
      );
      const clusterName = output(args.clusterArn).apply((arn) => arn.slice(arn.lastIndexOf("/") + 1));
      const target = new Target(
        name,
        {
          serviceNamespace: "ecs",
          scalableDimension: "ecs:service:DesiredCount",
          resourceId: interpolate`service/${clusterName}/${service.name}`,
          ...{ minCapacity: least, maxCapacity: most, tags },
        },
        there,
      );
      new Policy(
        name,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
            targetValue,
          },
        },
        there,
      );
    };
    this.registerOutputs({ targetGroupArn: this.targetGroupArn, securityGroupId: this.securityGroupId });
  }

  /** @internal */
  override attached(to: Resource): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#begin(to);
  }
}
