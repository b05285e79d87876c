/** A site whose team sees how its load is shared, and practises: alarms to a topic, access logs for Athena, a drill. */
import * as athena from "@pulumi/aws/athena";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as sns from "@pulumi/aws/sns";
import { Config, interpolate, jsonStringify } from "@pulumi/pulumi";
import { AlbLogTable, atLeastTwo, AutoScalingPool, DrillExperiment, HttpLoadBalancer } from "evenkeel/aws";

const config = new Config();
const region = new Config("aws").require("region");
const firstZone = config.get("firstZone") ?? "us-east-1a";
const { accountId } = getCallerIdentityOutput();

const vpc = new ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
const gateway = new ec2.InternetGateway("main", { vpcId: vpc.id });
new ec2.DefaultRouteTable("main", {
  defaultRouteTableId: vpc.defaultRouteTableId,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const subnet = (name: string, availabilityZone: string, cidrBlock: string) =>
  new ec2.Subnet(name, { vpcId: vpc.id, availabilityZone, cidrBlock, mapPublicIpOnLaunch: true });
const zones = atLeastTwo(
  { subnetId: subnet("first", firstZone, "10.0.1.0/24").id },
  { subnetId: subnet("second", config.get("secondZone") ?? "us-east-1b", "10.0.2.0/24").id },
);

// Stands for the site: answers on port 80, and to the health check of the load balancer.
const startServer = `#!/bin/bash
mkdir /srv/www && cd /srv/www && echo ok > health && echo hello > index.html && exec python3 -m http.server 80
`;
const instances = new ec2.SecurityGroup("instances", { vpcId: vpc.id, description: "Instances of the site" });
const template = new ec2.LaunchTemplate("web", {
  imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  instanceType: "t3.micro",
  vpcSecurityGroupIds: [instances.id],
  userData: Buffer.from(startServer).toString("base64"),
});
// Two in each zone: without one of the zones there are still two.
const perZone = { min: 2, max: 4 };
const web = new AutoScalingPool("web", {
  zones,
  perZone,
  port: 80,
  healthCheck: { path: "/health" },
  launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
  securityGroupId: instances.id,
});

// Who is told when traffic concentrates.
const team = new sns.Topic("team");
new sns.TopicSubscription("team", { topic: team.arn, protocol: "email", endpoint: config.require("email") });

// Encrypted with keys of S3 and closed to the public, as every bucket is by itself. Load balancers write with no other keys.
const logs = new s3.Bucket("logs", {
  // So that this example can be taken down again.
  forceDestroy: true,
});
new s3.BucketLifecycleConfiguration("logs", {
  bucket: logs.bucket,
  rules: [{ id: "expire", status: "Enabled", filter: { prefix: "" }, expiration: { days: 90 } }],
});
const prefix = "web";
const writable = new s3.BucketPolicy("logs", {
  bucket: logs.bucket,
  policy: jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: interpolate`${logs.arn}/${prefix}/AWSLogs/${accountId}/*`,
      },
    ],
  }),
});

const balancer = new HttpLoadBalancer("web", {
  zones,
  clients: { ipv4: ["0.0.0.0/0"] },
  to: web,
  // The bucket of its policy: a load balancer writes a file to try it, so that the policy has to be there first.
  accessLogs: { bucket: writable.bucket, prefix },
  monitor: { notify: [team.arn], requestsPerTarget: 3000 },
  // So that this example can be taken down again.
  deletionProtection: false,
});

const table = new AlbLogTable("logs", { bucket: logs.bucket, prefix, accountIds: [accountId], regions: [region] });
const queries = new athena.Workgroup("logs", {
  configuration: { resultConfiguration: { outputLocation: interpolate`s3://${logs.bucket}/answers/` } },
  forceDestroy: true,
});

const experiments = new iam.Role("experiments", {
  description: "Lets AWS FIS stop instances of the site",
  assumeRolePolicy: jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "fis.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": interpolate`arn:aws:fis:${region}:${accountId}:experiment/*` },
        },
      },
    ],
  }),
});
new iam.RolePolicy("experiments", {
  role: experiments.name,
  policy: jsonStringify({
    Version: "2012-10-17",
    Statement: [
      // Whom to stop is looked up, which cannot be limited to some instances.
      { Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
      {
        Effect: "Allow",
        Action: "ec2:StopInstances",
        Resource: interpolate`arn:aws:ec2:${region}:${accountId}:instance/*`,
        Condition: { StringEquals: { "aws:ResourceTag/aws:autoscaling:groupName": web.autoScalingGroupName } },
      },
    ],
  }),
});
const drill = new DrillExperiment("lose-a-zone", {
  stop: { zoneOf: web.autoScalingGroupName, availabilityZone: firstZone },
  zones,
  perZone,
  alarmArn: balancer.monitor?.concentratingArn,
  roleArn: experiments.arn,
});

export const { url } = balancer;
export const concentrating = balancer.monitor?.concentrating;
export const accessLogs = interpolate`s3://${logs.bucket}/${prefix}/AWSLogs/`;
export const logTable = table.table;
export const workgroup = queries.name;
export const experiment = drill.templateId;
