import { ExperimentTemplate, type ExperimentTemplateArgs } from "@pulumi/aws/fis";
import { ComponentResource, output, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { refuse, whole } from "../checks";
import { sizes, type Capacity } from "../capacity";
import type { Zone } from "./zones";

/** What an experiment stops. */
export type Stop =
  /** Instances of the Auto Scaling group of an `AutoScalingPool`; 1 by default. */
  | { readonly instancesOf: Input<string>; readonly count?: number }
  /** Tasks of the ECS service of a `FargatePool`; 1 by default. */
  | { readonly tasksOf: { readonly cluster: Input<string>; readonly service: Input<string> }; readonly count?: number }
  /** All instances of an Auto Scaling group that are in a zone: `us-east-1a`. */
  | { readonly zoneOf: Input<string>; readonly availabilityZone: Input<string> };

export interface DrillExperimentArgs {
  readonly stop: Stop;
  /** The zones of the pool, the same as it was given. */
  readonly zones: AtLeastTwo<Zone>;
  /** The size of the pool, the same as it was given. */
  readonly perZone: Capacity;
  /**
   * The alarm that ends the experiment at once: `monitor.concentratingArn` of the load balancer. It is refused where that is undefined,
   * since no alarm could tell that traffic concentrates.
   */
  readonly alarmArn: Input<string> | undefined;
  /** The role that AWS FIS takes to stop things. */
  readonly roleArn: Input<string>;
  readonly tags?: Readonly<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:aws:DrillExperiment";

/** The fewest backends that must be left. */
const LEFT = 2;

/**
 * A template of AWS FIS for a drill in a real account: it stops a part of a pool, and is stopped itself when traffic concentrates. It
 * runs only when somebody starts it.
 *
 * @throws InputPropertyError when the floor of the pool would be under two after it, or no alarm would stop it.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/experiment-templates.html
 */
export class DrillExperiment extends ComponentResource {
  readonly templateId: Output<string>;

  constructor(name: string, args: DrillExperimentArgs, options: ComponentResourceOptions = {}) {
    super(TYPE, name, {}, options);
    leaveEnough(args);
    const { alarmArn } = args;
    if (alarmArn === undefined) {
      refuse(
        "alarmArn",
        "must be an alarm that ends the experiment, but there is none; give its load balancer a monitor",
      );
    }
    const { actionId, what, target } = planOf(args.stop);
    const template = new ExperimentTemplate(
      name,
      {
        description: `Drill ${name}: stop ${what}`,
        roleArn: args.roleArn,
        actions: [{ name: "stop", actionId, target: { key: target.key, value: "backends" } }],
        targets: [{ name: "backends", ...target.of }],
        stopConditions: [{ source: "aws:cloudwatch:alarm", value: alarmArn }],
        // An experiment that finds nothing to stop has shown nothing.
        experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
        tags: output(args.tags ?? {}).apply((tags) => ({ Name: name, ...tags })),
      },
      { parent: this },
    );
    this.templateId = template.id;
    this.registerOutputs({ templateId: this.templateId });
  }
}

/** Refuses what would leave fewer than two of those that are guaranteed. */
function leaveEnough({ stop, zones, perZone }: DrillExperimentArgs): void {
  const count = itemsOf("zones", zones).length;
  const { least } = sizes(perZone, count);
  const stopped = "zoneOf" in stop ? perZone.min : whole("stop.count", stop.count ?? 1, 1, 1000);
  if (least - stopped >= LEFT) return;
  refuse(
    "stop",
    `must leave at least ${LEFT} backends, but of the ${least} that the pool guarantees it stops ${stopped}; raise perZone.min or stop less`,
  );
}

type Target = NonNullable<Extract<ExperimentTemplateArgs["targets"], readonly unknown[]>>[number];

interface Plan {
  readonly actionId: string;
  readonly what: string;
  readonly target: { readonly key: string; readonly of: Omit<Extract<Target, { name: unknown }>, "name"> };
}

/** @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
function planOf(stop: Stop): Plan {
  if ("tasksOf" in stop) {
    const { cluster, service } = stop.tasksOf;
    const selectionMode = `COUNT(${stop.count ?? 1})`;
    const of = { resourceType: "aws:ecs:task", selectionMode, parameters: { cluster, service } };
    return { actionId: "aws:ecs:stop-task", what: "tasks", target: { key: "Tasks", of } };
  }
  const group = "zoneOf" in stop ? stop.zoneOf : stop.instancesOf;
  // EC2 gives each instance of a group this tag.
  const ofGroup = {
    resourceType: "aws:ec2:instance",
    resourceTags: [{ key: "aws:autoscaling:groupName", value: group }],
  };
  const running = { path: "State.Name", values: ["running"] };
  if ("zoneOf" in stop) {
    const inZone = { path: "Placement.AvailabilityZone", values: [stop.availabilityZone] };
    const of = { ...ofGroup, selectionMode: "ALL", filters: [running, inZone] };
    return { actionId: "aws:ec2:stop-instances", what: "a zone", target: { key: "Instances", of } };
  }
  const of = { ...ofGroup, selectionMode: `COUNT(${stop.count ?? 1})`, filters: [running] };
  return { actionId: "aws:ec2:stop-instances", what: "instances", target: { key: "Instances", of } };
}
