import { Firewall } from "@pulumi/gcp/compute";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { PacketProtocol } from "./protocols";

/** The instances that a firewall rule is for. There is no rule for all of a network. */
export type Instances =
  | { readonly tags: readonly [Input<string>, ...Input<string>[]] }
  | { readonly serviceAccounts: readonly [Input<string>, ...Input<string>[]] };

/** Which instances are to be reached; `elsewhere` where others make the rules, as in the host project of a Shared VPC. */
export type Reach = Instances | "elsewhere";

/** What is to be let through to the instances of a pool. */
export interface Opening {
  readonly protocol: PacketProtocol;
  readonly ports: readonly number[];
}

/**
 * Where Google's health checks come from, and the proxies of a global load balancer.
 *
 * @see https://cloud.google.com/load-balancing/docs/firewall-rules
 */
export const GOOGLE_PROXIES = ["130.211.0.0/22", "35.191.0.0/16"];

/** Where the health checks of an external passthrough load balancer come from besides. */
export const PASSTHROUGH_CHECKS = ["209.85.152.0/22", "209.85.204.0/22"];

/** Lets these networks in to the instances of a pool. */
export function letIn(
  name: string,
  instances: Instances,
  from: { readonly network: Input<string>; readonly ranges: readonly Input<string>[]; readonly description: string },
  openings: readonly Opening[],
  options: CustomResourceOptions,
): Firewall {
  const { network, ranges, description } = from;
  return new Firewall(
    name,
    {
      ...{ network, description, direction: "INGRESS", sourceRanges: [...ranges] },
      allows: openings.map(({ protocol, ports }) => ({ protocol: protocol.toLowerCase(), ports: ports.map(String) })),
      ...("tags" in instances
        ? { targetTags: [...instances.tags] }
        : { targetServiceAccounts: [...instances.serviceAccounts] }),
    },
    options,
  );
}
