import type { Properties, Resource } from "../traffic";
import { ANSWERS } from "./answers";

/** Resources of one load-balanced service. */
const PER_SERVICE = 20;

/** The resources of a deployment, as `pulumi stack export` writes them. */
export type StateResource = Pick<Resource, "urn" | "type" | "inputs" | "outputs" | "propertyDependencies">;

/** A state of about so many resources: services behind a load balancer each, with everything that AWS answers for them. */
export function stateOf(resources: number): StateResource[] {
  return Array.from({ length: Math.max(1, Math.round(resources / PER_SERVICE)) }, (_, index) =>
    service(`svc${index}`),
  ).flat();
}

function service(name: string): StateResource[] {
  const zones = ["us-east-1a", "us-east-1b"];
  const subnets = zones.map((zone, index) =>
    made("aws:ec2/subnet:Subnet", `${name}-${zone}`, {
      availabilityZone: zone,
      cidrBlock: `10.0.${index}.0/24`,
      vpcId: "vpc-1",
    }),
  );
  const firewall = made("aws:ec2/securityGroup:SecurityGroup", name, {
    description: `Callers of ${name}`,
    ingress: [{ cidrBlocks: ["0.0.0.0/0"], fromPort: 443, toPort: 443, protocol: "tcp" }],
    vpcId: "vpc-1",
  });
  const front = made(
    "aws:lb/loadBalancer:LoadBalancer",
    name,
    { loadBalancerType: "application", securityGroups: [id(firewall)], subnets: subnets.map(id) },
    { securityGroups: [firewall], subnets },
  );
  const groups = ["web", "api"].map((pool) =>
    made("aws:lb/targetGroup:TargetGroup", `${name}-${pool}`, {
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-1",
      healthCheck: { enabled: true, path: "/", interval: 30 },
    }),
  );
  const [web, api] = groups;
  if (!web || !api) throw new Error("a service has two target groups");
  const listener = made(
    "aws:lb/listener:Listener",
    name,
    {
      loadBalancerArn: id(front),
      port: 443,
      protocol: "HTTPS",
      defaultActions: [{ type: "forward", targetGroupArn: id(web) }],
    },
    { loadBalancerArn: [front], defaultActions: [web] },
  );
  const rule = made(
    "aws:lb/listenerRule:ListenerRule",
    name,
    {
      listenerArn: id(listener),
      priority: 10,
      conditions: [{ pathPattern: { values: ["/api/*"] } }],
      actions: [
        {
          type: "forward",
          forward: { targetGroups: groups.map((group, index): Properties => ({ arn: id(group), weight: 50 + index })) },
        },
      ],
    },
    { listenerArn: [listener], actions: groups },
  );
  const targets = groups.flatMap((group) =>
    [0, 1, 2].flatMap((index) => {
      const subnet = subnets[index % 2] ?? front;
      const instance = made(
        "aws:ec2/instance:Instance",
        `${group.inputs["port"] as number}-${group.urn.split("::").at(-1) ?? ""}-${index}`,
        { ami: "ami-0123456789abcdef0", instanceType: "m7g.large", subnetId: id(subnet) },
        { subnetId: [subnet] },
      );
      const attachment = made(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        instance.urn.split("::").at(-1) ?? "",
        { targetGroupArn: id(group), targetId: id(instance), port: 80 },
        { targetGroupArn: [group], targetId: [instance] },
      );
      return [instance, attachment];
    }),
  );
  return [...subnets, firewall, front, ...groups, listener, rule, ...targets];
}

function made(
  type: string,
  name: string,
  inputs: Properties,
  behind: Record<string, StateResource[]> = {},
): StateResource {
  const arn = `arn:aws:test:us-east-1:123456789012:${type.split(":").at(-1) ?? ""}/${name}`;
  const tags = { Name: name, team: "platform" };
  const asked = { ...inputs, ...(NAMED.has(type) ? { name } : {}), ...(UNTAGGED.has(type) ? {} : { tags }) };
  const tagsAll = UNTAGGED.has(type) ? {} : { tagsAll: { ...tags, managedBy: "pulumi" } };
  return {
    ...BOOKKEEPING,
    urn: `urn:pulumi:bench::bench::${type}::${name}`,
    type,
    inputs: { __defaults: [], ...asked },
    outputs: { ...asked, arn, id: arn, region: "us-east-1", ...tagsAll, ...ANSWERS[type] },
    propertyDependencies: Object.fromEntries(
      Object.entries(behind).map(([property, all]) => [property, all.map(({ urn }) => urn)]),
    ),
  };
}

const NAMED: ReadonlySet<string> = new Set(["aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup"]);
const UNTAGGED: ReadonlySet<string> = new Set(["aws:lb/targetGroupAttachment:TargetGroupAttachment"]);

/** What the engine keeps of every resource, besides its properties. */
const BOOKKEEPING = {
  custom: true,
  id: "0123456789abcdef",
  parent: "urn:pulumi:bench::bench::pulumi:pulumi:Stack::bench-bench",
  provider: "urn:pulumi:bench::bench::pulumi:providers:aws::default_7_48_0::01234567-89ab-cdef-0123-456789abcdef",
  created: "2026-01-01T00:00:00Z",
  modified: "2026-02-01T00:00:00Z",
};

function id(resource: StateResource): string {
  return resource.outputs["id"] as string;
}
