import { Instance } from "@pulumi/aws/ec2/instance";
import { LoadBalancer as ClassicLoadBalancer } from "@pulumi/aws/elb/loadBalancer";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { listen, network, register, targetGroup, type Network } from "./network";
import { own } from "./own";
import { short, unproved, type Twins } from "./twins";

/** Faults in the load balancer itself, and in how targets stand in its network. */
export const networks: Readonly<Record<string, Twins>> = {
  "a Network Load Balancer that keeps to its zones": {
    program: (faulty) => {
      const net = network();
      const args = { loadBalancerType: "network", enableCrossZoneLoadBalancing: !faulty };
      listen("tcp", front(net, args), [oneAndFour(net), 1]);
    },
    configuration: { "max-traffic-share": { maxShare: 0.4 } },
    change: ["mandatory max-traffic-share pool"],
  },
  "a Network Load Balancer that keeps clients in their zone": {
    program: (faulty) => {
      const net = network();
      const dnsRecordClientRoutingPolicy = faulty ? "availability_zone_affinity" : "any_availability_zone";
      listen("tcp", front(net, { loadBalancerType: "network", dnsRecordClientRoutingPolicy }), [oneAndFour(net), 1]);
    },
    change: [unproved("tcp")],
  },
  "one instance in a network of another stack": {
    program: (faulty) => {
      const subnets = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"];
      const group = targetGroup("pool");
      for (const [index, subnetId] of subnets.slice(faulty ? 1 : 0).entries()) {
        const { id } = new Instance(own(`i${index}`), { ami: "ami-1", instanceType: "m7g.large", subnetId });
        new TargetGroupAttachment(own(`i${index}`), { targetGroupArn: group.arn, targetId: id });
      }
      listen("web", new LoadBalancer(own("web"), { subnets }), [group, 1]);
    },
    change: [short("pool")],
  },
  "one address that a target group is given": {
    isApart: true,
    program: (faulty) => {
      const net = network();
      const group = targetGroup("pool", { targetType: "ip" });
      for (const [index, targetId] of ["10.0.0.10", "10.0.1.10"].slice(faulty ? 1 : 0).entries()) {
        const availabilityZone = index === 0 ? "us-east-1a" : "us-east-1b";
        new TargetGroupAttachment(own(`i${index}`), { targetGroupArn: group.arn, targetId, availabilityZone });
      }
      listen("web", net.front, [group, 1]);
    },
    change: [short("pool")],
  },
  "a classic load balancer that lists one instance": {
    program: (faulty) => {
      classic(faulty ? 1 : 2, {
        target: "HTTP:80/",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      });
    },
    change: [short("old")],
  },
  "a classic load balancer that asks its instances nothing": {
    program: (faulty) => {
      const check = { target: "HTTP:80/", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };
      classic(2, faulty ? undefined : check);
    },
    change: ["advisory health-check-required old"],
  },
};

function front({ subnetIds }: Network, args: LoadBalancerArgs): LoadBalancer {
  return new LoadBalancer(own("front"), { subnets: subnetIds, ...args });
}

/** One target in the first zone and four in the second. */
function oneAndFour({ subnets }: Network): TargetGroup {
  const group = targetGroup("pool", { protocol: "TCP" });
  register(group, "a", 1, subnets.slice(0, 1));
  register(group, "b", 4, subnets.slice(1));
  return group;
}

function classic(
  count: number,
  healthCheck: ConstructorParameters<typeof ClassicLoadBalancer>[1]["healthCheck"],
): void {
  const { subnetIds } = network();
  const instances = subnetIds
    .slice(0, count)
    .map((subnetId, index) => new Instance(own(`i${index}`), { ami: "ami-1", instanceType: "m7g.large", subnetId }));
  new ClassicLoadBalancer(own("old"), {
    subnets: subnetIds,
    instances: instances.map(({ id }) => id),
    listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" }],
    healthCheck,
  });
}
