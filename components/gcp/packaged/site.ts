import { ComponentResource, type Output } from "@pulumi/pulumi";
import type { GlobalHttpLoadBalancer, GlobalHttpLoadBalancerArgs } from "../global-http-load-balancer";

/** What is said of the load balancer of a site. */
export type SiteArgs = Omit<GlobalHttpLoadBalancerArgs, "to" | "rules" | "ignoreWeights" | "address">;

/** A global external Application Load Balancer together with all that it leads to. */
export abstract class Site extends ComponentResource {
  protected abstract readonly balancer: GlobalHttpLoadBalancer;

  /** The address of the load balancer. */
  get ipAddress(): Output<string> {
    return this.balancer.ipAddress;
  }

  /** Its address of the sixth version, where it has one. */
  get ipv6Address(): Output<string> | undefined {
    return this.balancer.ipv6Address;
  }

  /** Where the site is: under the first of its domains, else under its address. */
  get url(): Output<string> {
    return this.balancer.url;
  }

  /** Id of the URL map. */
  get urlMapId(): Output<string> {
    return this.balancer.urlMapId;
  }

  /** The name by which Cloud Monitoring knows the URL map. */
  get urlMapName(): Output<string> {
    return this.balancer.urlMapName;
  }
}
