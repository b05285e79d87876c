import type { Newborn } from "../cloud";
import { isProperties, text, type Properties } from "../values";

export const region = "us-east-1";
export const account = "123456789012";

/** What AWS gives a new resource of one kind; without an `id`, the id is the ARN. */
type Identity = (resource: Newborn) => { id?: string; arn?: string; outputs?: Properties };

const arn = (service: string, path: string) => `arn:aws:${service}:${region}:${account}:${path}`;
const input = ({ inputs }: Newborn, property: string, otherwise = "") => text(inputs[property]) ?? otherwise;

/** ELBv2 names what belongs to a load balancer after it: `listener/app/web/50dc…` continues `loadbalancer/app/web/`. */
const below = (parent: string, from: string, to: string, resource: Newborn) =>
  `${parent.replace(`:${from}/`, `:${to}/`)}/${resource.hex(16)}`;

/** Subnets may be given in either of two forms, and come out in both. */
function placement({ inputs }: Newborn): Properties {
  const { subnets, subnetMappings } = inputs;
  if (Array.isArray(subnets)) return { subnetMappings: subnets.map((subnetId) => ({ subnetId })) };
  const given = Array.isArray(subnetMappings) ? subnetMappings : [];
  return { subnets: given.flatMap((mapping) => (isProperties(mapping) ? (mapping["subnetId"] ?? []) : [])) };
}

const balancer: Identity = (resource) => {
  const kind = { network: "net", gateway: "gwy" }[input(resource, "loadBalancerType")] ?? "app";
  const suffix = `${kind}/${resource.name}/${resource.hex(16)}`;
  const dnsName =
    kind === "net"
      ? `${resource.name}-${resource.hex(16)}.elb.${region}.amazonaws.com`
      : `${resource.name}-${resource.hex(10)}.${region}.elb.amazonaws.com`;
  return {
    arn: arn("elasticloadbalancing", `loadbalancer/${suffix}`),
    outputs: { arnSuffix: suffix, dnsName, ...placement(resource) },
  };
};

const numbered =
  (prefix: string, kind: string): Identity =>
  (resource) => {
    const id = `${prefix}-${resource.hex(17)}`;
    return { id, arn: arn("ec2", `${kind}/${id}`) };
  };

const byName =
  (service: string, path: (name: string) => string): Identity =>
  (resource) => ({
    id: resource.name,
    arn: arn(service, path(resource.name)),
  });

const alarm =
  (named: string): Identity =>
  (resource) => {
    const id = input(resource, named);
    return { id, arn: arn("cloudwatch", `alarm:${id}`) };
  };

const identities: Readonly<Record<string, Identity>> = {
  "lb:LoadBalancer": balancer,
  "lb:TargetGroup": (resource) => {
    const arnSuffix = `targetgroup/${resource.name}/${resource.hex(16)}`;
    return { arn: arn("elasticloadbalancing", arnSuffix), outputs: { arnSuffix } };
  },
  "lb:Listener": (resource) => ({
    arn: below(input(resource, "loadBalancerArn"), "loadbalancer", "listener", resource),
  }),
  "lb:ListenerRule": (resource) => ({
    arn: below(input(resource, "listenerArn"), "listener", "listener-rule", resource),
  }),
  "lb:TargetGroupAttachment": (resource) => ({ id: `${input(resource, "targetGroupArn")}-${resource.hex(26)}` }),
  "elb:LoadBalancer": (resource) => ({
    ...byName("elasticloadbalancing", (name) => `loadbalancer/${name}`)(resource),
    outputs: { dnsName: `${resource.name}-${resource.hex(10)}.${region}.elb.amazonaws.com` },
  }),
  "elb:Attachment": (resource) => ({ id: `${input(resource, "elb")}-${resource.hex(26)}` }),
  "autoscaling:Group": (resource) => ({
    ...byName("autoscaling", (name) => `autoScalingGroup:${resource.hex(32)}:autoScalingGroupName/${name}`)(resource),
    outputs: { desiredCapacity: resource.inputs["minSize"] ?? 0 },
  }),
  "autoscaling:Attachment": (resource) => ({ id: `${input(resource, "autoscalingGroupName")}-${resource.hex(26)}` }),
  "ecs:Cluster": (resource) => ({ arn: arn("ecs", `cluster/${resource.name}`) }),
  "ecs:Service": (resource) => {
    const cluster = input(resource, "cluster", "default").replace(/^.*\//, "");
    return { arn: arn("ecs", `service/${cluster}/${resource.name}`) };
  },
  "ecs:TaskDefinition": (resource) => {
    const family = input(resource, "family", resource.name);
    const outputs = { revision: 1, arnWithoutRevision: arn("ecs", `task-definition/${family}`) };
    return { id: family, arn: arn("ecs", `task-definition/${family}:1`), outputs };
  },
  "ec2:Instance": numbered("i", "instance"),
  "ec2:Subnet": numbered("subnet", "subnet"),
  "ec2:Vpc": numbered("vpc", "vpc"),
  "ec2:SecurityGroup": numbered("sg", "security-group"),
  "ec2:LaunchTemplate": numbered("lt", "launch-template"),
  "ec2:NetworkInterface": numbered("eni", "network-interface"),
  "ec2:InternetGateway": numbered("igw", "internet-gateway"),
  "ec2:NatGateway": numbered("nat", "natgateway"),
  "ec2:RouteTable": numbered("rtb", "route-table"),
  "ec2:Eip": numbered("eipalloc", "elastic-ip"),
  "lambda:Function": byName("lambda", (name) => `function:${name}`),
  "lambda:Alias": (resource) => ({
    arn: `${arn("lambda", `function:${input(resource, "functionName")}`)}:${resource.name}`,
  }),
  "appautoscaling:Target": (resource) => ({
    id: input(resource, "resourceId"),
    arn: arn("application-autoscaling", `scalable-target/${resource.hex(32)}`),
  }),
  "s3:Bucket": ({ name }) => ({ id: name, arn: `arn:aws:s3:::${name}`, outputs: { bucket: name } }),
  "sns:Topic": ({ name }) => ({ arn: arn("sns", name) }),
  "iam:Role": ({ name }) => ({ id: name, arn: `arn:aws:iam::${account}:role/${name}` }),
  "cloudwatch:MetricAlarm": alarm("name"),
  "cloudwatch:CompositeAlarm": alarm("alarmName"),
  "fis:ExperimentTemplate": ({ hex }) => ({ id: `EXT${hex(13)}` }),
  "codedeploy:Application": byName("codedeploy", (name) => `application:${name}`),
  "codedeploy:DeploymentGroup": (resource) => ({
    id: resource.hex(32),
    arn: arn("codedeploy", `deploymentgroup:${input(resource, "appName")}/${input(resource, "deploymentGroupName")}`),
  }),
};

/** `aws:alb/targetGroup:TargetGroup` is `lb:TargetGroup`: the families are names of one service. */
export function kind(token: string): string {
  const [, module = "", name = ""] = token.split(":");
  return `${module.split("/")[0] ?? ""}:${name}`.replace(
    /^(alb|elasticloadbalancingv2|applicationloadbalancing):/,
    "lb:",
  );
}

export function identify(resource: Newborn): { id: string; outputs: Properties } {
  const known = kind(resource.token);
  const [service = "", type = ""] = known.split(":");
  const identity = identities[known] ?? byName(service, (name) => `${type.toLowerCase()}/${name}`);
  const { id, arn, outputs } = identity(resource);
  return { id: id ?? arn ?? resource.name, outputs: { ...outputs, ...(arn === undefined ? {} : { arn }) } };
}
