/** A web service on Fargate: tasks in two zones behind a load balancer, which sends plain requests to HTTPS. */
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { Config } from "@pulumi/pulumi";
import { atLeastTwo, FargatePool, HttpLoadBalancer } from "evenkeel/aws";

const config = new Config();
const certificateArn = config.get("certificateArn");

const vpc = new ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
const gateway = new ec2.InternetGateway("main", { vpcId: vpc.id });
new ec2.DefaultRouteTable("main", {
  defaultRouteTableId: vpc.defaultRouteTableId,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const subnet = (name: string, availabilityZone: string, cidrBlock: string) =>
  new ec2.Subnet(name, { vpcId: vpc.id, availabilityZone, cidrBlock, mapPublicIpOnLaunch: true });
const zones = atLeastTwo(
  { subnetId: subnet("first", config.get("firstZone") ?? "us-east-1a", "10.0.1.0/24").id },
  { subnetId: subnet("second", config.get("secondZone") ?? "us-east-1b", "10.0.2.0/24").id },
);

// Stands for the service: answers on port 80, and to the health check of the load balancer.
const command = ["sh", "-c", "echo ok > /usr/share/nginx/html/health && exec nginx -g 'daemon off;'"];
const cluster = new ecs.Cluster("main");
const task = new ecs.TaskDefinition("service", {
  family: "service",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    { name: "web", image: "public.ecr.aws/nginx/nginx:stable", command, portMappings: [{ containerPort: 80 }] },
  ]),
});

const service = new FargatePool("service", {
  zones,
  perZone: { min: 1, max: 4 },
  port: 80,
  healthCheck: { path: "/health" },
  clusterArn: cluster.arn,
  taskDefinitionArn: task.arn,
  containerName: "web",
  // The image is fetched from a public registry.
  assignPublicIp: true,
});
const balancer = new HttpLoadBalancer("web", {
  zones,
  clients: { ipv4: ["0.0.0.0/0"] },
  to: service,
  rules: [{ priority: 10, when: { path: ["/internal/*"] }, then: { respond: 404 } }],
  ...(certificateArn === undefined ? {} : { certificateArn }),
  // So that this example can be taken down again.
  deletionProtection: false,
});

export const { url } = balancer;
