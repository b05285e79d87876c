/** A site on two Auto Scaling groups, blue and green: a change of which is live takes the traffic over in steps. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import { Config } from "@pulumi/pulumi";
import { atLeastTwo, AutoScalingPool, CanaryShift, HttpLoadBalancer } from "evenkeel/aws";

const config = new Config();
const isGreenLive = config.get("live") === "green";

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

// The load balancer lets itself in; the site asks nobody for anything.
const instances = new ec2.SecurityGroup("instances", { vpcId: vpc.id, description: "Instances of the site" });

// Stands for the site: answers on port 80, and to the health check of the load balancer.
const serving = (colour: string) => `#!/bin/bash
mkdir /srv/www && cd /srv/www && echo ok > health && echo ${colour} > index.html && exec python3 -m http.server 80
`;
function pool(colour: string): AutoScalingPool {
  const template = new ec2.LaunchTemplate(colour, {
    imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    instanceType: "t3.micro",
    vpcSecurityGroupIds: [instances.id],
    userData: Buffer.from(serving(colour)).toString("base64"),
  });
  return new AutoScalingPool(colour, {
    zones,
    perZone: { min: 1, max: 3 },
    port: 80,
    healthCheck: { path: "/health" },
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    securityGroupId: instances.id,
  });
}
const [blue, green] = [pool("blue"), pool("green")];

// One that rings while a step is watched takes all traffic back.
const ALARM = "blue-green-errors";
const [from, to] = isGreenLive ? [blue, green] : [green, blue];
const balancer = new HttpLoadBalancer("web", {
  zones,
  clients: { ipv4: ["0.0.0.0/0"] },
  to: new CanaryShift({ from, to, steps: [10, 50, 100], watchFor: 120, alarms: [ALARM] }),
  // So that this example can be taken down again.
  deletionProtection: false,
});
new cloudwatch.MetricAlarm("errors", {
  name: ALARM,
  alarmDescription: "Targets of the site answer with errors",
  namespace: "AWS/ApplicationELB",
  metricName: "HTTPCode_Target_5XX_Count",
  dimensions: { LoadBalancer: balancer.arnSuffix },
  statistic: "Sum",
  period: 60,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 10,
  treatMissingData: "notBreaching",
});

export const { url } = balancer;
export const live = isGreenLive ? "green" : "blue";
