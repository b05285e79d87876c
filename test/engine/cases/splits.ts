import { Instance } from "@pulumi/aws/ec2/instance";
import { Accelerator } from "@pulumi/aws/globalaccelerator/accelerator";
import { EndpointGroup } from "@pulumi/aws/globalaccelerator/endpointGroup";
import { Listener as AcceleratorListener } from "@pulumi/aws/globalaccelerator/listener";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { HealthCheck } from "@pulumi/aws/route53/healthCheck";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { Zone } from "@pulumi/aws/route53/zone";
import { Listener } from "@pulumi/aws/vpclattice/listener";
import { Service } from "@pulumi/aws/vpclattice/service";
import { TargetGroup } from "@pulumi/aws/vpclattice/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/vpclattice/targetGroupAttachment";
import type { Input } from "@pulumi/pulumi";
import { listen, network, pool } from "./network";
import { own } from "./own";
import { short, type Twins } from "./twins";

const check = (name: string) => `mandatory health-check-required ${name}`;

/** Faults in how AWS splits traffic before a load balancer does. */
export const splits: Readonly<Record<string, Twins>> = {
  "records that give one address everything": {
    isApart: true,
    program: (faulty) => {
      const zone = new Zone(own("zone"), { name: "example.com" });
      const health = new HealthCheck(own("health"), { type: "TCP", port: 443, ipAddress: "192.0.2.1" });
      for (const [index, weight] of (faulty ? [100, 0] : [50, 50]).entries()) {
        weighted(zone, `api${index}`, weight, { address: machine(index).privateIp, health });
      }
    },
    change: [short("api0")],
  },
  "records of which the addresses are not checked": {
    isApart: true,
    program: (faulty) => {
      const zone = new Zone(own("zone"), { name: "example.com" });
      const health = new HealthCheck(own("health"), { type: "TCP", port: 443, ipAddress: "192.0.2.1" });
      for (const index of [0, 1]) {
        weighted(zone, `api${index}`, 50, { address: machine(index).privateIp, ...(faulty ? {} : { health }) });
      }
    },
    change: [check("api0")],
  },
  "a record that leads to a load balancer with one target": {
    program: (faulty) => {
      const zone = new Zone(own("zone"), { name: "example.com" });
      for (const name of ["here", "there"]) {
        const net = network(name);
        listen(name, net.front, [pool(name, faulty && name === "there" ? 1 : 2, net), 1]);
        weighted(zone, name, 50, { front: net.front });
      }
    },
    // One fault, though the load balancer's own route shows it as well.
    change: [short("there")],
  },
  "an endpoint group of one instance": {
    program: (faulty) => {
      const edge = new Accelerator(own("edge"));
      const entrance = new AcceleratorListener(own("edge"), {
        acceleratorArn: edge.arn,
        protocol: "TCP",
        portRanges: [{ fromPort: 443, toPort: 443 }],
      });
      const machines = (faulty ? [0] : [0, 1]).map(machine);
      new EndpointGroup(own("europe"), {
        listenerArn: entrance.arn,
        endpointGroupRegion: "eu-west-1",
        endpointConfigurations: machines.map(({ id }) => ({ endpointId: id, weight: 128 })),
      });
    },
    change: [short("europe")],
  },
  "a service of one target": {
    program: (faulty) => {
      const service = new Service(own("orders"));
      const group = new TargetGroup(own("orders"), {
        type: "INSTANCE",
        config: { port: 80, protocol: "HTTP", vpcIdentifier: "vpc-1" },
      });
      for (const [index, { id }] of (faulty ? [0] : [0, 1]).map(machine).entries()) {
        new TargetGroupAttachment(own(`orders${index}`), { targetGroupIdentifier: group.id, target: { id, port: 80 } });
      }
      new Listener(own("orders"), {
        serviceIdentifier: service.id,
        protocol: "HTTP",
        port: 80,
        defaultAction: { forwards: [{ targetGroups: [{ targetGroupIdentifier: group.id, weight: 100 }] }] },
      });
    },
    change: [short("orders")],
  },
};

function machine(index: number): Instance {
  return new Instance(own(`machine${index}`), {
    ami: "ami-1",
    instanceType: "m7g.large",
    availabilityZone: `us-east-1${index === 0 ? "a" : "b"}`,
    privateIp: `10.0.0.${index + 10}`,
  });
}

interface Leads {
  readonly address?: Input<string>;
  readonly health?: HealthCheck;
  readonly front?: LoadBalancer;
}

/** A record of the name `api` that leads to an address or to a load balancer. */
function weighted({ zoneId }: Zone, name: string, weight: number, { address, health, front }: Leads): void {
  new DnsRecord(own(name), {
    zoneId,
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    weightedRoutingPolicies: [{ weight }],
    ...(address === undefined ? {} : { ttl: 60, records: [address] }),
    ...(health ? { healthCheckId: health.id } : {}),
    ...(front ? { aliases: [{ name: front.dnsName, zoneId: front.zoneId, evaluateTargetHealth: true }] } : {}),
  });
}
