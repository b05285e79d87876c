import type { Cloud } from "../cloud";
import type { Properties, Value } from "../values";
import { account, identify, kind, region } from "./identity";

const zones = ["a", "b", "c"].map((letter) => `${region}${letter}`);

const computed: Readonly<Record<string, Value>> = {
  region,
  ipAddressType: "ipv4",
  zoneId: "Z35SXDOTRQ7X7K",
  ownerId: account,
  "ec2:Instance.availabilityZone": `${region}a`,
  "ec2:Instance.instanceState": "running",
  "ec2:Instance.privateIp": "10.0.0.10",
  "ec2:Subnet.availabilityZone": `${region}a`,
  "lb:TargetGroup.healthCheck": {
    enabled: true,
    healthyThreshold: 5,
    interval: 30,
    matcher: "200",
    path: "/",
    port: "traffic-port",
    protocol: "HTTP",
    timeout: 5,
    unhealthyThreshold: 2,
  },
  "lb:TargetGroup.loadBalancingAlgorithmType": "round_robin",
  "lb:TargetGroup.loadBalancingAnomalyMitigation": "off",
  "lb:TargetGroup.loadBalancingCrossZoneEnabled": "use_load_balancer_configuration",
  "lb:TargetGroup.stickiness": { cookieDuration: 86400, cookieName: "", enabled: false, type: "lb_cookie" },
  "lb:Listener.defaultActions.order": 1,
  "lb:ListenerRule.actions.order": 1,
  "autoscaling:Group.availabilityZones": zones,
  "autoscaling:Group.healthCheckType": "EC2",
  "ecs:Service.launchType": "EC2",
};

const defaults: Readonly<Record<string, Properties>> = {
  "lb:LoadBalancer": {
    enableDeletionProtection: false,
    enableHttp2: true,
    idleTimeout: 60,
    loadBalancerType: "application",
  },
  "lb:TargetGroup": { deregistrationDelay: 300, proxyProtocolV2: false, slowStart: 0, targetType: "instance" },
  "elb:LoadBalancer": { connectionDraining: false, crossZoneLoadBalancing: true, idleTimeout: 60 },
  "autoscaling:Group": { forceDelete: false, healthCheckGracePeriod: 300, metricsGranularity: "1Minute" },
  "ecs:Service": { deploymentMaximumPercent: 200, deploymentMinimumHealthyPercent: 100, schedulingStrategy: "REPLICA" },
};

/** The inputs that AWS cannot change in place; `*` where it can change none. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  "lb:LoadBalancer": ["internal", "loadBalancerType"],
  "lb:TargetGroup": ["port", "protocol", "protocolVersion", "targetType", "vpcId"],
  "lb:Listener": ["loadBalancerArn"],
  "lb:ListenerRule": ["listenerArn"],
  "lb:TargetGroupAttachment": ["*"],
  "elb:LoadBalancer": ["internal"],
  "elb:Attachment": ["*"],
  "autoscaling:Attachment": ["*"],
  "ecs:Service": ["cluster", "launchType", "schedulingStrategy"],
  "ec2:Instance": ["ami", "availabilityZone", "subnetId"],
  "ec2:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
};

export const aws: Cloud = {
  package: "aws",
  sdk: "@pulumi/aws",
  families: ["lb", "alb", "elb", "ec2", "autoscaling", "ecs", "appautoscaling", "codedeploy", "lambda"],
  identify,
  computed: (token, property) => computed[`${kind(token)}.${property}`] ?? computed[property],
  defaults: (token) => defaults[kind(token)] ?? {},
  replaces: (token, property) => {
    const inputs = fixed[kind(token)] ?? [];
    return property === "name" || property === "namePrefix" || inputs.includes(property) || inputs.includes("*");
  },
  found: (id) => ({ arn: id }),
  functions: {
    "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
      id: region,
      names: zones,
      zoneIds: ["use1-az1", "use1-az2", "use1-az4"],
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({ id: account, accountId: account }),
    "aws:index/getRegion:getRegion": () => ({ id: region, name: region, region }),
    "aws:ec2/getSubnet:getSubnet": ({ id }, find) => ({ vpcId: "vpc-1", availabilityZone: id ?? "", ...find(id) }),
    "aws:ec2/getInstance:getInstance": ({ instanceId }, find) => {
      const instance = find(instanceId) ?? {};
      const { availabilityZone = instanceId ?? "" } = find(instance["subnetId"]) ?? {};
      return { ...instance, id: instanceId ?? "", availabilityZone };
    },
    "aws:lambda/getFunction:getFunction": ({ functionName }, find) => ({
      ...(typeof functionName === "string"
        ? { arn: `arn:aws:lambda:${region}:${account}:function:${functionName}` }
        : {}),
      reservedConcurrentExecutions: -1,
      ...find(functionName),
    }),
  },
};
