import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import type { AtLeastTwo } from "../../at-least-two";
import { renamed } from "../../checks";
import { FargatePool, type FargatePoolArgs } from "../fargate-pool";
import { HttpLoadBalancer } from "../http-load-balancer";
import type { HttpProtocol } from "../protocols";
import type { Zone } from "../zones";
import { Site, type SiteArgs } from "./site";

export interface FargateSiteArgs extends SiteArgs, Omit<FargatePoolArgs<HttpProtocol>, "zones" | "tags"> {
  /** Where the tasks run; in the zones of the load balancer by default. */
  readonly taskZones?: AtLeastTwo<Zone>;
}

/**
 * A web site on Fargate: an Application Load Balancer before an ECS service, which has a task at least in each of two zones or more.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class FargateSite extends Site {
  protected readonly balancer: HttpLoadBalancer;
  /** ARN of the target group of the tasks. */
  readonly targetGroupArn: Output<string>;
  /** The end of that ARN, by which CloudWatch knows the target group. */
  readonly targetGroupArnSuffix: Output<string>;
  /** The security group of the tasks, by which other things may let them in. */
  readonly taskSecurityGroupId: Output<string>;

  constructor(name: string, args: FargateSiteArgs, options: ComponentResourceOptions = {}) {
    super("evenkeel:aws:FargateSite", name, {}, options);
    const inside = { parent: this };
    const { taskZones: zones = args.zones } = args;
    const names = { zones: args.taskZones ? "taskZones" : "zones" };
    const pool = renamed(names, () => new FargatePool<HttpProtocol>(name, { ...args, zones }, inside));
    this.balancer = new HttpLoadBalancer(name, { ...args, to: pool }, inside);
    this.targetGroupArn = pool.targetGroupArn;
    this.targetGroupArnSuffix = pool.targetGroupArnSuffix;
    this.taskSecurityGroupId = pool.securityGroupId;
    this.registerOutputs({ url: this.url, targetGroupArn: this.targetGroupArn });
  }
}
