import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import { refuse } from "../../checks";
import type { Reach } from "../firewall";
import { GlobalHttpLoadBalancer } from "../global-http-load-balancer";
import type { HttpProtocol } from "../protocols";
import { RegionalInstancePool, type RegionalInstancePoolArgs } from "../regional-instance-pool";
import { Site, type SiteArgs } from "./site";

/** Which instances are to be reached; one of the three is given. */
export interface Reached {
  /** Network tags of the instances. */
  readonly tags?: readonly Input<string>[];
  /** Service accounts of the instances. */
  readonly serviceAccounts?: readonly Input<string>[];
  /** Whether others make the firewall rules, as in the host project of a Shared VPC. */
  readonly elsewhere?: boolean;
}

export interface InstanceSiteArgs extends SiteArgs, Omit<RegionalInstancePoolArgs<HttpProtocol>, "reach" | "iap"> {
  /** The instances to which the load balancer and its health checks are let in. */
  readonly reach: Reached;
}

/**
 * A web site on a regional managed instance group, which has an instance at least in each of two zones or more, behind a global external
 * Application Load Balancer.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class InstanceSite extends Site {
  protected readonly balancer: GlobalHttpLoadBalancer;
  /** The name of the instance group manager. */
  readonly instanceGroupManagerName: Output<string>;
  /** The link of the instance group. */
  readonly instanceGroup: Output<string>;

  constructor(name: string, args: InstanceSiteArgs, options: ComponentResourceOptions = {}) {
    const reach = reachOf(args.reach);
    super("evenkeel:gcp:InstanceSite", name, {}, options);
    const inside = { parent: this };
    const pool = new RegionalInstancePool<HttpProtocol>(name, { ...args, reach }, inside);
    this.balancer = new GlobalHttpLoadBalancer(name, { ...args, to: pool }, inside);
    this.instanceGroupManagerName = pool.instanceGroupManagerName;
    this.instanceGroup = pool.instanceGroup;
    this.registerOutputs({ url: this.url, ipAddress: this.ipAddress });
  }
}

/** @throws InputPropertyError when it is not said, or in two ways, which instances are meant. */
function reachOf({ tags = [], serviceAccounts = [], elsewhere = false }: Reached): Reach {
  const [[tag, ...tagsToo], [account, ...accountsToo]] = [tags, serviceAccounts];
  const ways = [
    ...(tag === undefined ? [] : [{ tags: [tag, ...tagsToo] as const }]),
    ...(account === undefined ? [] : [{ serviceAccounts: [account, ...accountsToo] as const }]),
    ...(elsewhere ? ["elsewhere" as const] : []),
  ];
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    refuse("reach", "must say in one way which instances are meant: by tags, by serviceAccounts, or elsewhere");
  }
  return way;
}
