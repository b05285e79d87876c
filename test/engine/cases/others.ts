import { TargetGroup as AliasedTargetGroup } from "@pulumi/aws/alb/targetGroup";
import { TargetGroupAttachment as AliasedAttachment } from "@pulumi/aws/alb/targetGroupAttachment";
import { Instance } from "@pulumi/aws/ec2/instance";
import { Attachment } from "@pulumi/aws/elb/attachment";
import { LoadBalancer as ClassicLoadBalancer } from "@pulumi/aws/elb/loadBalancer";
import { Function } from "@pulumi/aws/lambda/function";
import { Listener } from "@pulumi/aws/lb/listener";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { CustomResource } from "@pulumi/pulumi";
import { listen, network, pool, register, subnet, targetGroup } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in targets, zones, health checks and other kinds of load balancers. */
export const others: Readonly<Record<string, Twins>> = {
  "an instance that is registered twice": {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool");
      const [one] = register(group, "i", 1, net.subnets);
      const other = new Instance(own("other"), {
        ami: "ami-1",
        instanceType: "m7g.large",
        subnetId: net.subnetIds[1] ?? "",
      });
      new TargetGroupAttachment(own("again"), {
        targetGroupArn: group.arn,
        targetId: (faulty ? one : other)?.id ?? "",
        port: 81,
      });
      listen("web", net.front, [group, 1]);
    },
    change: [short("pool")],
  },
  "a target in a zone that is not enabled": {
    program: (faulty) => {
      const net = network();
      const far = subnet("far", faulty ? "c" : "b", 9);
      const group = targetGroup("pool");
      register(group, "i", 2, [net.subnets[0] ?? far, far]);
      listen("web", net.front, [group, 1]);
    },
    change: [short("pool")],
  },
  "a target group that nobody fills": {
    program: (faulty) => {
      const net = network();
      listen("web", net.front, [pool("pool", faulty ? 0 : 2, net), 1]);
    },
    change: [short("pool")],
  },
  "a target group that others fill": {
    program: (faulty) => {
      const net = network();
      listen("web", net.front, [pool("pool", faulty ? 0 : 2, net), 1]);
    },
    configuration: {
      "stack-is-readable": { filledElsewhere: [{ urn: "*:TargetGroup::pool", reason: "the cluster" }] },
    },
    change: [unproved("pool")],
  },
  "a Network Load Balancer with one target in a zone": {
    program: (faulty) => {
      const net = network("net", "network");
      const group = targetGroup("pool");
      register(group, "a", faulty ? 1 : 2, net.subnets.slice(0, 1));
      register(group, "b", 4, net.subnets.slice(1));
      listen("net", net.front, [group, 1]);
    },
    configuration: { "max-traffic-share": { maxShare: 0.4 } },
    change: ["mandatory max-traffic-share pool"],
  },
  "a health check that is turned off": {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool", { healthCheck: { enabled: !faulty } });
      register(group, "i", 2, net.subnets);
      listen("web", net.front, [group, 1]);
    },
    change: ["mandatory health-check-required pool"],
  },
  "a chain of load balancers that ends in one target": {
    program: (faulty) => {
      const [outer, inner] = [network("outer", "network"), network("inner")];
      listen("inner", inner.front, [pool("left", 2, inner), 50], [pool("right", faulty ? 1 : 2, inner), 50]);
      const through = targetGroup("through", { targetType: "alb", port: 443, protocol: "TCP" });
      new TargetGroupAttachment(own("link"), { targetGroupArn: through.arn, targetId: inner.front.arn });
      new Listener(own("outer"), {
        loadBalancerArn: outer.front.arn,
        port: 443,
        defaultActions: [{ type: "forward", targetGroupArn: through.arn }],
      });
    },
    change: [short("right")],
  },
  "a function that may run once only": {
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool", { targetType: "lambda" });
      const args = {
        role: "arn:aws:iam::123456789012:role/fn",
        s3Bucket: "code",
        s3Key: "fn.zip",
        handler: "f.h",
        runtime: "nodejs22.x",
      };
      const fn = new Function(own("fn"), { ...args, reservedConcurrentExecutions: faulty ? 1 : -1 });
      new TargetGroupAttachment(own("fn"), { targetGroupArn: group.arn, targetId: fn.arn });
      listen("web", net.front, [group, 1]);
    },
    change: [short("fn")],
  },
  "a classic load balancer with one instance": {
    program: (faulty) => {
      const net = network();
      const machine = (name: string, at: number) =>
        new Instance(own(name), { ami: "ami-1", instanceType: "m7g.large", subnetId: net.subnetIds[at] ?? "" });
      const [one, two] = [machine("one", 0), machine("two", 1)];
      const old = new ClassicLoadBalancer(own("old"), {
        subnets: net.subnetIds,
        instances: [one.id],
        listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" }],
        healthCheck: { target: "HTTP:80/", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
      });
      new Attachment(own("more"), { elb: old.name, instance: (faulty ? one : two).id });
    },
    change: [short("old")],
  },
  "resources under their other tokens": {
    program: (faulty) => {
      const net = network();
      const group = new AliasedTargetGroup(own("pool"), { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
      for (const [index, subnetId] of net.subnetIds.slice(faulty ? 1 : 0).entries()) {
        const instance = new Instance(own(`i${index}`), { ami: "ami-1", instanceType: "m7g.large", subnetId });
        new AliasedAttachment(own(`i${index}`), { targetGroupArn: group.arn, targetId: instance.id });
      }
      const defaultActions = [{ type: "forward", targetGroupArn: group.arn }];
      new Listener(own("web"), { loadBalancerArn: net.front.arn, port: 443, defaultActions });
    },
    change: [short("pool")],
  },
  "a Cloud Control target group that lists one target": {
    program: (faulty) => {
      const net = network();
      const zone = (at: number) =>
        new Instance(own(`i${at}`), { ami: "ami-1", instanceType: "m7g.large", subnetId: net.subnetIds[at] ?? "" });
      const all = [zone(0), zone(1)].slice(faulty ? 1 : 0);
      const targets = all.map(({ id }) => ({ id, port: 80 }));
      const group = new Native("TargetGroup", own("pool"), { port: 80, protocol: "HTTP", targets });
      const targetGroups = [{ targetGroupArn: group.targetGroupArn, weight: 1 }];
      new Native("Listener", own("web"), {
        loadBalancerArn: net.front.arn,
        port: 443,
        defaultActions: [{ type: "forward", forwardConfig: { targetGroups } }],
      });
    },
    change: [short("pool")],
  },
};

/** A load-balancing resource of AWS Cloud Control. */
class Native extends CustomResource {
  declare readonly targetGroupArn: CustomResource["id"];

  constructor(kind: string, name: string, args: Record<string, unknown>) {
    super(`aws-native:elasticloadbalancingv2:${kind}`, name, { targetGroupArn: undefined, ...args });
  }
}
