import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { refuse } from "../checks";
import type { Pool } from "./pool";
import type { Opening } from "./protocols";

/** Who may connect to a load balancer; at least one of them is given. */
export interface Clients {
  /** Networks in CIDR notation: `0.0.0.0/0` for everyone. */
  readonly ipv4?: readonly Input<string>[];
  /** Networks in CIDR notation: `::/0` for everyone. */
  readonly ipv6?: readonly Input<string>[];
  /** Security groups, whose members may connect. */
  readonly securityGroupIds?: readonly Input<string>[];
}

/** What a load balancer may be reached by, and what it may reach. */
export interface Passage {
  readonly vpcId: Input<string>;
  readonly clients: Clients;
  /** Where its clients get in. */
  readonly openings: readonly Opening[];
  readonly pools: ReadonlySet<Pool>;
  readonly tags: Input<Record<string, Input<string>>>;
}

/**
 * The security group of a load balancer: its clients get to its ports, it gets to the ports of its pools and to nothing else.
 *
 * @param there options of what is made.
 * @throws InputPropertyError when nobody may connect.
 */
export function firewall(there: CustomResourceOptions, name: string, passage: Passage): SecurityGroup {
  const { vpcId, clients, openings, pools, tags } = passage;
  const sources = sourcesOf(clients);
  const own = new SecurityGroup(name, { vpcId, description: `Load balancer ${name}`, tags }, there);
  const at = ({ ipProtocol, port }: Opening) => ({ ipProtocol, fromPort: port, toPort: port, tags });
  for (const opening of openings) {
    for (const { key, ...source } of sources) {
      const rule = { securityGroupId: own.id, ...at(opening), ...source };
      new SecurityGroupIngressRule(`${name}-${keyOf(opening)}-${key}`, rule, there);
    }
  }
  for (const { label, openings: inner, securityGroupId } of pools) {
    if (securityGroupId === undefined) continue;
    inner.forEach((opening, index) => {
      // What a pool serves at comes first.
      const rule = index === 0 ? `${name}-${label}` : `${name}-${label}-${keyOf(opening)}`;
      const out = { securityGroupId: own.id, referencedSecurityGroupId: securityGroupId, ...at(opening) };
      new SecurityGroupEgressRule(rule, out, there);
      const into = { securityGroupId, referencedSecurityGroupId: own.id, ...at(opening) };
      new SecurityGroupIngressRule(rule, into, there);
    });
  }
  return own;
}

function sourcesOf({ ipv4 = [], ipv6 = [], securityGroupIds = [] }: Clients) {
  const sources = [
    ...ipv4.map((cidrIpv4, index) => ({ key: `ipv4-${index}`, cidrIpv4 })),
    ...ipv6.map((cidrIpv6, index) => ({ key: `ipv6-${index}`, cidrIpv6 })),
    ...securityGroupIds.map((id, index) => ({ key: `group-${index}`, referencedSecurityGroupId: id })),
  ];
  if (sources.length === 0) refuse("clients", "must say who may connect: by ipv4, ipv6 or securityGroupIds");
  return sources;
}

function keyOf({ ipProtocol, port }: Opening): string {
  return ipProtocol === "tcp" ? String(port) : `${ipProtocol}-${port}`;
}
