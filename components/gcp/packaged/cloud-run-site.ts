import { getServiceOutput } from "@pulumi/gcp/cloudrunv2";
import { output, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { GlobalHttpLoadBalancer } from "../global-http-load-balancer";
import { ServerlessPool, type ServerlessPoolArgs } from "../serverless-pool";
import { Site, type SiteArgs } from "./site";

export interface CloudRunSiteArgs extends SiteArgs, Omit<ServerlessPoolArgs, "service" | "iap"> {
  /** The name of the service of Cloud Run, which may have two instances at least. */
  readonly serviceName: Input<string>;
}

/**
 * A web site on a service of Cloud Run, which scales by itself, behind a global external Application Load Balancer.
 *
 * @throws InputPropertyError that names the property that is out of range.
 */
export class CloudRunSite extends Site {
  protected readonly balancer: GlobalHttpLoadBalancer;

  constructor(name: string, args: CloudRunSiteArgs, options: ComponentResourceOptions = {}) {
    super("evenkeel:gcp:CloudRunSite", name, {}, options);
    const inside = { parent: this };
    const found = getServiceOutput({ name: args.serviceName, location: args.region }, inside);
    const service = {
      name: output(args.serviceName),
      location: args.region,
      scaling: found.apply(({ scalings: [scaling] }) => limited(scaling)),
      template: found.apply(({ templates: [template] }) => ({ scaling: limited(template?.scalings[0]) })),
    };
    const pool = new ServerlessPool(name, { ...args, service }, inside);
    this.balancer = new GlobalHttpLoadBalancer(name, { ...args, to: pool }, inside);
    this.registerOutputs({ url: this.url, ipAddress: this.ipAddress });
  }
}

interface Limits {
  readonly scalingMode: string;
  readonly manualInstanceCount: number;
  readonly maxInstanceCount: number;
}

/** What is looked up has the limit 0 where there is none. */
function limited(scaling: Partial<Limits> = {}): Partial<Limits> {
  const { maxInstanceCount = 0, ...others } = scaling;
  return { ...others, ...(maxInstanceCount === 0 ? {} : { maxInstanceCount }) };
}
