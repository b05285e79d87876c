/**
 * A broker and a site behind one Network Load Balancer with fixed addresses: connections to the broker go to its instances, requests
 * for the site go through an Application Load Balancer.
 */
import * as ec2 from "@pulumi/aws/ec2";
import { Config } from "@pulumi/pulumi";
import { atLeastTwo, AutoScalingPool, HttpLoadBalancer, LoadBalancerPool, TcpLoadBalancer } from "evenkeel/aws";

const config = new Config();
const EVERYONE = { ipv4: ["0.0.0.0/0"] };

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

// Stands for both services: answers on a port, and to the health check of a load balancer.
const serving = (port: number) => `#!/bin/bash
mkdir /srv/www && cd /srv/www && echo ok > health && echo hello > index.html && exec python3 -m http.server ${port}
`;
/** What the instances of a service are launched from, in a security group of their own that the load balancer lets itself into. */
function instances(name: string, port: number) {
  const { id: securityGroupId } = new ec2.SecurityGroup(name, {
    vpcId: vpc.id,
    description: `Instances of the ${name}`,
  });
  const template = new ec2.LaunchTemplate(name, {
    imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    instanceType: "t3.micro",
    vpcSecurityGroupIds: [securityGroupId],
    userData: Buffer.from(serving(port)).toString("base64"),
  });
  return { port, securityGroupId, launchTemplate: { id: template.id, version: template.latestVersion.apply(String) } };
}

const perZone = { min: 1, max: 3 };
const site = new HttpLoadBalancer("site", {
  zones,
  internal: true,
  // The Network Load Balancer keeps the addresses of its clients.
  clients: EVERYONE,
  to: new AutoScalingPool("site", { ...instances("site", 80), zones, perZone, healthCheck: { path: "/health" } }),
  deletionProtection: false,
});
const broker = new AutoScalingPool("broker", {
  ...instances("broker", 1883),
  zones,
  perZone,
  protocol: "TCP",
  // Its instances would take connections before they can serve, so they are asked.
  healthCheck: { path: "/health" },
});
const address = (name: string) => ({ allocationId: new ec2.Eip(name, { domain: "vpc" }).allocationId });
const balancer = new TcpLoadBalancer("edge", {
  zones: atLeastTwo({ ...zones.first, ...address("first") }, { ...zones.second, ...address("second") }),
  clients: EVERYONE,
  listeners: [
    { port: 80, to: new LoadBalancerPool("site", { balancer: site, healthCheck: { path: "/health" } }) },
    { port: 1883, to: broker, idleTimeout: 600 },
  ],
  // So that this example can be taken down again.
  deletionProtection: false,
});

export const { dnsName } = balancer;
