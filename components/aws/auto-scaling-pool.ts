import { Group, Policy } from "@pulumi/aws/autoscaling";
import { TargetGroup } from "@pulumi/aws/lb";
import { output, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../at-least-two";
import { sizes, type Capacity } from "../capacity";
import { whole } from "../checks";
import { evenFloor, type Floor } from "./floor";
import type { HttpProtocol, TcpProtocol } from "./protocols";
import { ServingPool } from "./serving-pool";
import type { PoolArgs } from "./target-group";
import { placed, type Zone } from "./zones";

/** What the instances of a group are launched from. */
export interface LaunchTemplate {
  /** Its id. */
  readonly id: Input<string>;
  /** A number, or `$Latest`; a new version starts a refresh only where it is given as a number. */
  readonly version: Input<string>;
}

/** @typeParam P what the instances speak. */
export type AutoScalingPoolArgs<P extends HttpProtocol | TcpProtocol = "HTTP"> = PoolArgs<P> & Scaled;

interface Scaled {
  /** Two availability zones or more, by a subnet in each. */
  readonly zones: AtLeastTwo<Zone>;
  /** How many there are in each zone. */
  readonly perZone: Capacity;
  /** What new instances are launched from. */
  readonly launchTemplate: LaunchTemplate;
  /** The security group of the instances, which is to let the load balancer in. */
  readonly securityGroupId: Input<string>;
  /** Average use of the processors, in percent, that scaling keeps: 10 to 90; 50 by default. */
  readonly targetCpu?: number;
  /** Percent of its instances that the group may have in addition while it replaces them: 10 to 100; 100 by default. */
  readonly surge?: number;
  /** Seconds until a new instance counts as ready; 120 by default. */
  readonly warmup?: number;
}

const TYPE = "evenkeel:aws:AutoScalingPool";

/** A target group with an Auto Scaling group in at least two zones, which replaces instances only after new ones serve. */
export class AutoScalingPool<P extends HttpProtocol | TcpProtocol = "HTTP"> extends ServingPool<P> {
  protected readonly targetGroup: TargetGroup;
  readonly securityGroupId: Output<string>;
  override readonly floor: Floor;
  readonly autoScalingGroupName: Output<string>;

  constructor(name: string, args: AutoScalingPoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    const { launchTemplate, perZone } = args;
    // Nothing is made before everything has been looked at.
    const targetValue = whole("targetCpu", args.targetCpu ?? 50, 10, 90);
    const surge = whole("surge", args.surge ?? 100, 10, 100);
    const warmup = whole("warmup", args.warmup ?? 120, 0, 7200);
    const { subnetIds, vpcId, zones, there } = placed(this, `${TYPE} ${name}`, args.zones);
    const { least, most } = sizes(perZone, zones.length);
    this.floor = evenFloor(zones, args.perZone.min);
    this.securityGroupId = output(args.securityGroupId);
    this.targetGroup = new TargetGroup(name, { ...this.block, vpcId, targetType: "instance" }, there);

    // All that are there keep serving until as many more do.
    const keepsAll = { minHealthyPercentage: 100, maxHealthyPercentage: 100 + surge };
    const group = new Group(
      name,
      {
        minSize: least,
        maxSize: most,
        vpcZoneIdentifiers: subnetIds,
        targetGroupArns: [this.targetGroup.arn],
        launchTemplate: { id: launchTemplate.id, version: launchTemplate.version },
        // The group asks the load balancer, and not only EC2, whether an instance is well.
        healthCheckType: "ELB",
        healthCheckGracePeriod: warmup,
        defaultInstanceWarmup: warmup,
        instanceMaintenancePolicy: keepsAll,
        instanceRefresh: { strategy: "Rolling", preferences: { ...keepsAll, autoRollback: true } },
        waitForElbCapacity: least,
        tags: output(args.tags ?? {}).apply((tags) =>
          Object.entries({ Name: name, ...tags }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        ),
      },
      there,
    );
    new Policy(
      name,
      {
        autoscalingGroupName: group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue,
        },
      },
      there,
    );
    this.autoScalingGroupName = group.name;
    this.registerOutputs({ targetGroupArn: this.targetGroupArn, autoScalingGroupName: group.name });
  }
}
