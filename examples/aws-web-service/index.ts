/** One load balancer over two zones: Auto Scaling instances serve the site, Fargate tasks serve /api/*. */
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as lb from "@pulumi/aws/lb";
import { Config, interpolate } from "@pulumi/pulumi";

const config = new Config();
const certificateArn = config.get("certificateArn");

// The zones are named here, so that a first preview knows where everything runs.
const firstZone = config.get("firstZone") ?? "us-east-1a";
const secondZone = config.get("secondZone") ?? "us-east-1b";

/** The fewest backends of each target group: one in each zone. */
const LEAST = 2;
const MOST = 6;

const vpc = new ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
const gateway = new ec2.InternetGateway("main", { vpcId: vpc.id });
const routes = new ec2.RouteTable("public", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const first = publicSubnet("first", firstZone, "10.0.1.0/24");
const second = publicSubnet("second", secondZone, "10.0.2.0/24");
const subnets = [first.subnet.id, second.subnet.id];
const routed = [first.association, second.association];

function publicSubnet(name: string, availabilityZone: string, cidrBlock: string) {
  const subnet = new ec2.Subnet(name, { vpcId: vpc.id, availabilityZone, cidrBlock, mapPublicIpOnLaunch: true });
  const association = new ec2.RouteTableAssociation(name, { routeTableId: routes.id, subnetId: subnet.id });
  return { subnet, association };
}

const port = certificateArn === undefined ? 80 : 443;
const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const fromClients = new ec2.SecurityGroup("clients", {
  description: "From anywhere to the load balancer",
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }],
  egress: [anywhere],
});
const fromBalancer = new ec2.SecurityGroup("balancer", {
  description: "From the load balancer to the backends",
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [fromClients.id] }],
  egress: [anywhere],
});

const balancer = new lb.LoadBalancer(
  "web",
  { loadBalancerType: "application", subnets, securityGroups: [fromClients.id] },
  { dependsOn: routed },
);
// Says what otherwise goes without saying: only when no target is healthy do all of them get traffic.
const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
const web = new lb.TargetGroup("web", {
  vpcId: vpc.id,
  port: 80,
  protocol: "HTTP",
  healthCheck: { path: "/health", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  targetGroupHealth,
});
const api = new lb.TargetGroup("api", {
  vpcId: vpc.id,
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  healthCheck: { path: "/api/health", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  targetGroupHealth,
});

const listener = new lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port,
  defaultActions: [{ type: "forward", targetGroupArn: web.arn }],
  ...(certificateArn === undefined
    ? { protocol: "HTTP" }
    : { protocol: "HTTPS", certificateArn, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
});
const apiRule = new lb.ListenerRule("api", {
  listenerArn: listener.arn,
  priority: 10,
  conditions: [{ pathPattern: { values: ["/api/*"] } }],
  actions: [{ type: "forward", targetGroupArn: api.arn }],
});

// Stands for the site: answers on port 80, and to the health check of the load balancer.
const startServer = `#!/bin/bash
mkdir /srv/www && cd /srv/www && echo ok > health && echo hello > index.html && exec python3 -m http.server 80
`;
const template = new ec2.LaunchTemplate("web", {
  imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  instanceType: "t3.micro",
  vpcSecurityGroupIds: [fromBalancer.id],
  userData: Buffer.from(startServer).toString("base64"),
});
const instances = new autoscaling.Group(
  "web",
  {
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    vpcZoneIdentifiers: subnets,
    targetGroupArns: [web.arn],
    minSize: LEAST,
    maxSize: MOST,
    // An instance that the load balancer finds unhealthy is replaced.
    healthCheckType: "ELB",
    healthCheckGracePeriod: 60,
  },
  { dependsOn: routed },
);
new autoscaling.Policy("web", {
  autoscalingGroupName: instances.name,
  policyType: "TargetTrackingScaling",
  targetTrackingConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue: 50,
  },
});

// Stands for the API, in the same way.
const startApi =
  "mkdir -p /usr/share/nginx/html/api && echo ok > /usr/share/nginx/html/api/health && exec nginx -g 'daemon off;'";
const cluster = new ecs.Cluster("main");
const task = new ecs.TaskDefinition("api", {
  family: "api",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "api",
      image: "public.ecr.aws/nginx/nginx:stable",
      command: ["sh", "-c", startApi],
      portMappings: [{ containerPort: 80 }],
    },
  ]),
});
const service = new ecs.Service(
  "api",
  {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: LEAST,
    networkConfiguration: { subnets, securityGroups: [fromBalancer.id], assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: api.arn, containerName: "api", containerPort: 80 }],
  },
  // A target group takes tasks only once a listener uses it. The count is left to the scaling below, which has a minimum.
  { dependsOn: [apiRule, ...routed], ignoreChanges: ["desiredCount"] },
);
const scaling = new appautoscaling.Target("api", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: interpolate`service/${cluster.name}/${service.name}`,
  minCapacity: LEAST,
  maxCapacity: MOST,
});
new appautoscaling.Policy("api", {
  policyType: "TargetTrackingScaling",
  serviceNamespace: scaling.serviceNamespace,
  scalableDimension: scaling.scalableDimension,
  resourceId: scaling.resourceId,
  targetTrackingScalingPolicyConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    targetValue: 50,
  },
});

export const url = interpolate`${port === 80 ? "http" : "https"}://${balancer.dnsName}`;
