import { ComponentResource, type Output } from "@pulumi/pulumi";
import type { HttpLoadBalancerArgs } from "../http-args";
import type { HttpLoadBalancer } from "../http-load-balancer";

/** What is said of the load balancer of a site. */
export type SiteArgs = Omit<HttpLoadBalancerArgs, "to" | "rules" | "ignoreWeights">;

/** An Application Load Balancer together with all that it leads to. */
export abstract class Site extends ComponentResource {
  protected abstract readonly balancer: HttpLoadBalancer;

  /** ARN of the load balancer. */
  get arn(): Output<string> {
    return this.balancer.arn;
  }

  /** The end of the ARN, by which CloudWatch knows the load balancer. */
  get arnSuffix(): Output<string> {
    return this.balancer.arnSuffix;
  }

  /** The name of the load balancer in DNS. */
  get dnsName(): Output<string> {
    return this.balancer.dnsName;
  }

  /** The zone of that name, for an alias record. */
  get zoneId(): Output<string> {
    return this.balancer.zoneId;
  }

  /** Where the site is, by the name of the load balancer. */
  get url(): Output<string> {
    return this.balancer.url;
  }

  /** The security group of the load balancer. */
  get loadBalancerSecurityGroupId(): Output<string> {
    return this.balancer.securityGroupId;
  }

  /** ARN of the listener that leads to the targets. */
  get listenerArn(): Output<string> {
    return this.balancer.listenerArn;
  }
}
