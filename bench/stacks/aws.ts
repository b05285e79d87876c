import type { Properties } from "../../traffic";
import { AWS_ANSWERS } from "./aws-answers";
import { idOf, stateResource, type Behind, type StateResource } from "./state";

/** A service behind a load balancer, with everything that AWS answers for it. */
export function awsService(name: string): StateResource[] {
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
    { loadBalancerType: "application", securityGroups: [idOf(firewall)], subnets: subnets.map(idOf) },
    { securityGroups: [firewall], subnets },
  );
  const groups = ["web", "api"].map((pool) =>
    made("aws:lb/targetGroup:TargetGroup", `${name}-${pool}`, {
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-1",
      healthCheck: { enabled: true, path: "/", interval: 30 },
      targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } },
    }),
  );
  const [web, api] = groups;
  if (!web || !api) throw new Error("a service has two target groups");
  const listener = made(
    "aws:lb/listener:Listener",
    name,
    {
      loadBalancerArn: idOf(front),
      port: 443,
      protocol: "HTTPS",
      defaultActions: [{ type: "forward", targetGroupArn: idOf(web) }],
    },
    { loadBalancerArn: [front], defaultActions: [web] },
  );
  const rule = made(
    "aws:lb/listenerRule:ListenerRule",
    name,
    {
      listenerArn: idOf(listener),
      priority: 10,
      conditions: [{ pathPattern: { values: ["/api/*"] } }],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: groups.map((group, index): Properties => ({ arn: idOf(group), weight: 50 + index })),
          },
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
        { ami: "ami-0123456789abcdef0", instanceType: "m7g.large", subnetId: idOf(subnet) },
        { subnetId: [subnet] },
      );
      const attachment = made(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        instance.urn.split("::").at(-1) ?? "",
        { targetGroupArn: idOf(group), targetId: idOf(instance), port: 80 },
        { targetGroupArn: [group], targetId: [instance] },
      );
      return [instance, attachment];
    }),
  );
  return [...subnets, firewall, front, ...groups, listener, rule, ...targets];
}

function made(type: string, name: string, inputs: Properties, behind: Behind = {}): StateResource {
  const arn = `arn:aws:test:us-east-1:123456789012:${type.split(":").at(-1) ?? ""}/${name}`;
  const tags = { Name: name, team: "platform" };
  const asked = { ...inputs, ...(NAMED.has(type) ? { name } : {}), ...(UNTAGGED.has(type) ? {} : { tags }) };
  const tagsAll = UNTAGGED.has(type) ? {} : { tagsAll: { ...tags, managedBy: "pulumi" } };
  const outputs = { arn, id: arn, region: "us-east-1", ...tagsAll, ...AWS_ANSWERS[type] };
  return stateResource("aws::default_7_48_0", { type, name, inputs: asked, outputs, behind });
}

const NAMED: ReadonlySet<string> = new Set(["aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup"]);
const UNTAGGED: ReadonlySet<string> = new Set(["aws:lb/targetGroupAttachment:TargetGroupAttachment"]);
