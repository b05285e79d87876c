import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../../at-least-two";
import { refuse, renamed } from "../../checks";
import { AutoScalingPool, type AutoScalingPoolArgs } from "../auto-scaling-pool";
import { CanaryShift, type CanaryShiftArgs } from "../canary-shift";
import { HttpLoadBalancer } from "../http-load-balancer";
import type { HttpProtocol } from "../protocols";
import type { Zone } from "../zones";
import { Site, type SiteArgs } from "./site";

/** One of the groups of instances. */
export type Release = Pick<AutoScalingPoolArgs, "launchTemplate" | "perZone">;

/** How traffic goes over from one group to the other. */
export type Shift = Omit<CanaryShiftArgs, "from" | "to">;

/** What both groups have in common. */
type Pooled = Omit<AutoScalingPoolArgs<HttpProtocol>, "zones" | "tags" | keyof Release>;

export interface AutoScalingSiteArgs extends SiteArgs, Pooled {
  /** A group of instances. */
  readonly blue: Release;
  /** Another one, for the next release of the site. */
  readonly green?: Release;
  /** The group that gets the traffic; `blue` by default. Where both are there, a change of it is a shift in steps. */
  readonly live?: "blue" | "green";
  /** How traffic goes over when `live` changes. */
  readonly shift?: Shift;
  /** Where the instances run; in the zones of the load balancer by default. */
  readonly instanceZones?: AtLeastTwo<Zone>;
}

/**
 * A web site on Auto Scaling groups: an Application Load Balancer before one of them, or before two of which one is live. Each has an
 * instance at least in each of two zones or more.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class AutoScalingSite extends Site {
  protected readonly balancer: HttpLoadBalancer;
  /** ARN of the target group of blue. */
  readonly blueTargetGroupArn: Output<string>;
  /** The name of the Auto Scaling group of blue. */
  readonly blueAutoScalingGroupName: Output<string>;
  /** ARN of the target group of green, where there is one. */
  readonly greenTargetGroupArn: Output<string> | undefined;
  /** The name of the Auto Scaling group of green, where there is one. */
  readonly greenAutoScalingGroupName: Output<string> | undefined;

  constructor(name: string, args: AutoScalingSiteArgs, options: ComponentResourceOptions = {}) {
    if (args.live === "green" && args.green === undefined) refuse("live", "must be blue where there is no green");
    super("evenkeel:aws:AutoScalingSite", name, {}, options);
    const inside = { parent: this };
    const { instanceZones: zones = args.zones } = args;
    const group = (colour: "blue" | "green", release: Release) => {
      const names = { perZone: `${colour}.perZone`, zones: args.instanceZones ? "instanceZones" : "zones" };
      const own = `${name}-${colour}`;
      return renamed(names, () => new AutoScalingPool<HttpProtocol>(own, { ...args, ...release, zones }, inside));
    };
    const blue = group("blue", args.blue);
    const green = args.green && group("green", args.green);
    this.balancer = new HttpLoadBalancer(name, { ...args, to: routeTo(blue, green, args) }, inside);
    this.blueTargetGroupArn = blue.targetGroupArn;
    this.blueAutoScalingGroupName = blue.autoScalingGroupName;
    this.greenTargetGroupArn = green?.targetGroupArn;
    this.greenAutoScalingGroupName = green?.autoScalingGroupName;
    this.registerOutputs({ url: this.url, live: args.live ?? "blue" });
  }
}

type Group = AutoScalingPool<HttpProtocol>;

/** Both groups stay part of the route, so that there is a way back. */
function routeTo(blue: Group, green: Group | undefined, { live, shift = {} }: AutoScalingSiteArgs) {
  if (green === undefined) return blue;
  const [from, to] = live === "green" ? [blue, green] : [green, blue];
  const names = { steps: "shift.steps", watchFor: "shift.watchFor" };
  return renamed(names, () => new CanaryShift({ ...shift, from, to }));
}
