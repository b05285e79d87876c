import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Service } from "@pulumi/aws/ecs/service";
import { Listener } from "@pulumi/aws/lb/listener";
import type { TargetGroup, TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { listen, network, pool, register, targetGroup, type Network } from "../cases/network";
import type { Cases } from "./case";

type Name = (own: string) => string;

/** A target group with settings, and an instance in each of two zones. */
function webWith(name: Name, args: TargetGroupArgs): void {
  const net = network(name("web"));
  const group = targetGroup(name("pool"), args);
  register(group, name("pool"), 2, net.subnets);
  listen(name("web"), net.front, [group, 1]);
}

/** A target group that a group of instances fills. */
function scaledWith(name: Name, args: Partial<GroupArgs>): void {
  const net = network(name("web"));
  const group = targetGroup(name("pool"));
  new Group(name("workers"), {
    minSize: 2,
    maxSize: 9,
    vpcZoneIdentifiers: net.subnetIds,
    targetGroupArns: [group.arn],
    healthCheckType: "ELB",
    ...args,
  });
  listen(name("web"), net.front, [group, 1]);
}

function tasks(name: Name, group: TargetGroup, net: Network, minimumHealthy: number): void {
  new Service(name("app"), {
    desiredCount: 2,
    launchType: "FARGATE",
    deploymentMinimumHealthyPercent: minimumHealthy,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
    networkConfiguration: { subnets: net.subnetIds },
  });
}

/** What each policy finds on AWS, one fault at a time. */
export const aws: Cases = {
  "an ECS rollout that stops half of the tasks first": {
    policy: "rollout-keeps-two",
    names: "app",
    program: (name, faulty) => {
      const net = network(name("web"));
      const group = targetGroup(name("pool"));
      tasks(name, group, net, faulty ? 50 : 100);
      listen(name("web"), net.front, [group, 1]);
    },
  },
  "an instance refresh that replaces half of a group of two at once": {
    policy: "rollout-keeps-two",
    names: "workers",
    program: (name, faulty) => {
      const preferences = { minHealthyPercentage: faulty ? 50 : 100, maxHealthyPercentage: faulty ? 100 : 150 };
      scaledWith(name, { instanceRefresh: { strategy: "Rolling", preferences } });
    },
  },
  "a pool that the alarms leave out": {
    policy: "traffic-is-monitored",
    names: "green",
    program: (name, faulty) => {
      const net = network(name("web"));
      const pools = ["blue", "green"].map((color) => {
        const group = targetGroup(name(color));
        register(group, name(color), 2, net.subnets);
        return group;
      });
      listen(name("web"), net.front, ...pools.map((group) => [group, 1] as const));
      for (const [index, { arnSuffix }] of (faulty ? pools.slice(0, 1) : pools).entries()) {
        new MetricAlarm(name(`health-${index}`), {
          ...{ namespace: "AWS/ApplicationELB", metricName: "HealthyHostCount", statistic: "Minimum", period: 60 },
          dimensions: { LoadBalancer: net.front.arnSuffix, TargetGroup: arnSuffix },
          ...{ comparisonOperator: "LessThanThreshold", threshold: 2, evaluationPeriods: 2 },
        });
      }
    },
  },
  "all instances in one zone": {
    policy: "spans-two-zones",
    names: "pool",
    program: (name, faulty) => {
      const net = network(name("web"));
      const group = targetGroup(name("pool"));
      register(group, name("pool"), 2, faulty ? net.subnets.slice(0, 1) : net.subnets);
      listen(name("web"), net.front, [group, 1]);
    },
  },
  "two instances, of which one would carry everything": {
    policy: "survives-a-loss",
    names: "web",
    program: (name, faulty) => {
      const net = network(name("web"));
      listen(name("web"), net.front, [pool(name("pool"), faulty ? 2 : 3, net), 1]);
    },
  },
  "one instance in a zone and four in the other, each zone for itself": {
    policy: "even-zones",
    names: "pool",
    program: (name, faulty) => {
      const net = network(name("web"), "network");
      const group = targetGroup(name("pool"), { protocol: "TCP", loadBalancingCrossZoneEnabled: "false" });
      register(group, name("a"), 1, net.subnets.slice(0, 1));
      register(group, name("b"), faulty ? 4 : 1, net.subnets.slice(1));
      listen(name("web"), net.front, [group, 1]);
    },
  },
  "a health check that takes five minutes to notice": {
    policy: "health-check-decides-in-time",
    names: "pool",
    program: (name, faulty) => {
      webWith(name, { healthCheck: { interval: faulty ? 100 : 10, timeout: 5, unhealthyThreshold: 3 } });
    },
  },
  "a health check that only tries the port of a web service": {
    policy: "health-check-decides-in-time",
    names: "pool",
    program: (name, faulty) => {
      webWith(name, { healthCheck: { protocol: faulty ? "TCP" : "HTTP" } });
    },
  },
  "a group that keeps instances which the load balancer finds unhealthy": {
    policy: "health-check-decides-in-time",
    names: "workers",
    program: (name, faulty) => {
      scaledWith(name, { healthCheckType: faulty ? "EC2" : "ELB" });
    },
  },
  "a target group that fails open without a word": {
    policy: "no-silent-fail-open",
    names: "pool",
    program: (name, faulty) => {
      const targetGroupHealth = { unhealthyStateRouting: { minimumHealthyTargetsCount: 1 } };
      webWith(name, faulty ? {} : { targetGroupHealth });
    },
  },
  "a target group that demands more healthy targets than it has": {
    policy: "no-silent-fail-open",
    names: "pool",
    program: (name, faulty) => {
      webWith(name, {
        targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount: faulty ? 3 : 1 } },
      });
    },
  },
  "a cookie that keeps a client for a week": {
    policy: "stickiness-is-bounded",
    names: "pool",
    program: (name, faulty) => {
      webWith(name, { stickiness: { type: "lb_cookie", cookieDuration: faulty ? 604_800 : 600 } });
    },
  },
  "clients that are kept by their address": {
    policy: "stickiness-is-bounded",
    names: "pool",
    program: (name, faulty) => {
      webWith(name, { protocol: "TCP", stickiness: { type: "source_ip", enabled: faulty } });
    },
  },
  "a target group that nothing sends traffic to": {
    policy: "no-stale-weights",
    names: "old",
    // Which of the two gets the weight of 0 is not known then.
    isHiddenAtFirst: true,
    program: (name, faulty) => {
      const net = network(name("web"));
      const [current, old] = [pool(name("current"), 2, net), pool(name("old"), 2, net)];
      listen(name("web"), net.front, [current, 1], [old, faulty ? 0 : 1]);
    },
  },
  "a weight that has nothing to be weighed against": {
    policy: "no-stale-weights",
    names: "web",
    program: (name, faulty) => {
      const net = network(name("web"));
      const group = pool(name("pool"), 2, net);
      const targetGroups = [{ arn: group.arn, weight: 50 }];
      new Listener(name("web"), {
        loadBalancerArn: net.front.arn,
        port: 443,
        defaultActions: [
          faulty ? { type: "forward", forward: { targetGroups } } : { type: "forward", targetGroupArn: group.arn },
        ],
      });
    },
  },
  "a group whose maximum is its minimum": {
    policy: "capacity-is-not-capped",
    names: "workers",
    program: (name, faulty) => {
      scaledWith(name, { maxSize: faulty ? 2 : 9 });
    },
  },
};
