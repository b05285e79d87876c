import { HealthCheck, RegionAutoscaler, RegionInstanceGroupManager } from "@pulumi/gcp/compute";
import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../at-least-two";
import { sizes, type Capacity } from "../capacity";
import { whole } from "../checks";
import { repairCheck } from "./health-check";
import type { Grouped } from "./monitor/watched";
import { isHttp, type HttpProtocol, type PacketProtocol } from "./protocols";
import { PORT_NAME, type PoolArgs } from "./serving";
import { ServingPool, type Group } from "./serving-pool";
import { placed, type Zone } from "./zones";

/** @typeParam P what the instances speak. */
export type RegionalInstancePoolArgs<P extends HttpProtocol | PacketProtocol = "HTTP"> = PoolArgs<P> & Scaled;

interface Scaled {
  /** The zones, all of one region. */
  readonly zones: AtLeastTwo<Zone>;
  /** How many there are in each zone. */
  readonly perZone: Capacity;
  /** What the instances are made from: the unique link of a template, so that a new one starts a rollout. */
  readonly instanceTemplate: Input<string>;
  /** Average use of the processors, in percent, that scaling keeps: 10 to 90; 50 by default. */
  readonly targetCpu?: number;
  /** Instances that each zone may have in addition while the group replaces them: 1 to 100; 1 by default. */
  readonly surgePerZone?: number;
  /** Seconds until a new instance counts for scaling, and is made anew when it fails: 0 to 3,600; 120 by default. */
  readonly warmup?: number;
  /** Requests a second that an instance can take, above which clients go to the next region: 1 to 1,000,000; by use of the processors by default. */
  readonly maxRatePerInstance?: number;
}

const TYPE = "evenkeel:gcp:RegionalInstancePool";

/**
 * A regional managed instance group in at least two zones, which is scaled between bounds, makes instances anew that fail, and
 * replaces them only after new ones run.
 *
 * @see https://cloud.google.com/compute/docs/instance-groups/regional-migs
 */
export class RegionalInstancePool<P extends HttpProtocol | PacketProtocol = "HTTP"> extends ServingPool<P> {
  readonly region: string;
  readonly instanceGroupManagerName: Output<string>;
  /** The link of the instance group. */
  readonly instanceGroup: Output<string>;
  /** @internal */
  readonly groups: readonly Group[];
  override readonly guarantees: Grouped;
  protected readonly portName: string | undefined;

  /** @throws InputPropertyError that names the property that is out of range. */
  constructor(name: string, args: RegionalInstancePoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    // Nothing is made before everything has been looked at.
    const { region, zones } = placed("zones", args.zones);
    const { least, most } = sizes(args.perZone, zones.length);
    const targetCpu = whole("targetCpu", args.targetCpu ?? 50, 10, 90);
    const surge = whole("surgePerZone", args.surgePerZone ?? 1, 1, 100) * zones.length;
    const warmup = whole("warmup", args.warmup ?? 120, 0, 3600);
    const balancing = balancingOf(this.protocol, args.maxRatePerInstance);
    const there = { parent: this };
    this.region = region;
    this.portName = isHttp(this.protocol) ? PORT_NAME : undefined;

    const firewall = this.letChecksIn(there);
    const check = new HealthCheck(name, repairCheck(this.block.check, this.block.healthCheck), there);
    const manager = new RegionInstanceGroupManager(
      name,
      {
        region,
        baseInstanceName: name,
        versions: [{ instanceTemplate: args.instanceTemplate }],
        targetSize: least,
        distributionPolicyZones: [...zones],
        distributionPolicyTargetShape: "EVEN",
        namedPorts: [{ name: PORT_NAME, port: args.port }],
        autoHealingPolicies: { healthCheck: check.id, initialDelaySec: warmup },
        // All that are there keep serving until as many more do.
        updatePolicy: {
          ...{ type: "PROACTIVE", minimalAction: "REPLACE", replacementMethod: "SUBSTITUTE" },
          ...{ maxSurgeFixed: surge, maxUnavailableFixed: 0 },
        },
        waitForInstances: true,
        waitForInstancesStatus: "STABLE",
      },
      // Scaling decides how many there are, within its bounds. No check gets to the instances before it is let in.
      { ...there, ignoreChanges: ["targetSize"], ...(firewall ? { dependsOn: firewall } : {}) },
    );
    new RegionAutoscaler(
      name,
      {
        region,
        target: manager.id,
        autoscalingPolicy: {
          ...{ mode: "ON", minReplicas: least, maxReplicas: most, cooldownPeriod: warmup },
          cpuUtilization: { target: targetCpu / 100 },
        },
      },
      there,
    );
    this.instanceGroupManagerName = manager.name;
    this.instanceGroup = manager.instanceGroup;
    // The group has the name of its manager.
    this.guarantees = { groups: [{ key: name, name: manager.name, atLeast: least, instances: name }], zones };
    this.groups = [{ group: manager.instanceGroup, ...balancing }];
    this.registerOutputs({ instanceGroup: this.instanceGroup, instanceGroupManagerName: manager.name });
  }
}

/** How full an instance may become before others are preferred; one that is sent packets is never full. */
function balancingOf(protocol: HttpProtocol | PacketProtocol, rate: number | undefined): Omit<Group, "group"> {
  if (!isHttp(protocol)) return { balancingMode: "CONNECTION" };
  if (rate === undefined) return { balancingMode: "UTILIZATION", maxUtilization: 0.8 };
  return { balancingMode: "RATE", maxRatePerInstance: whole("maxRatePerInstance", rate, 1, 1_000_000) };
}
