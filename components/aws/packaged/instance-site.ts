import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { HttpLoadBalancer } from "../http-load-balancer";
import { InstancePool, type InstancePoolArgs } from "../instance-pool";
import type { HttpProtocol } from "../protocols";
import { Site, type SiteArgs } from "./site";

export interface InstanceSiteArgs extends SiteArgs, Omit<InstancePoolArgs<HttpProtocol>, "tags"> {}

/**
 * A web site on instances that are named one by one: an Application Load Balancer before at least two of them, in two zones or more.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class InstanceSite extends Site {
  protected readonly balancer: HttpLoadBalancer;
  /** ARN of the target group of the instances. */
  readonly targetGroupArn: Output<string>;
  /** The end of that ARN, by which CloudWatch knows the target group. */
  readonly targetGroupArnSuffix: Output<string>;

  constructor(name: string, args: InstanceSiteArgs, options: ComponentResourceOptions = {}) {
    super("evenkeel:aws:InstanceSite", name, {}, options);
    const inside = { parent: this };
    const pool = new InstancePool<HttpProtocol>(name, args, inside);
    this.balancer = new HttpLoadBalancer(name, { ...args, to: pool }, inside);
    this.targetGroupArn = pool.targetGroupArn;
    this.targetGroupArnSuffix = pool.targetGroupArnSuffix;
    this.registerOutputs({ url: this.url, targetGroupArn: this.targetGroupArn });
  }
}
