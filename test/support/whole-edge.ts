import type { Properties, Resource, Value } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "./aws";
import { arn, existing } from "./resources";

const ZONES = ["us-east-1a", "us-east-1b"] as const;

/** One of everything that shares traffic before a load balancer does, with enough targets everywhere. */
export const EDGE_PARTS: Readonly<Record<string, () => Resource[]>> = { names, accelerator, lattice };

/** A load balancer in front of instances of its own, with the name by which others lead to it. */
function region(name: string): { readonly load: Resource; readonly all: readonly Resource[] } {
  const [load, ...subnets] = balancer(name, ZONES, { dnsName: `${name}-1.elb.amazonaws.com` });
  if (!load) throw new Error("a load balancer is expected");
  const group = targetGroup(name);
  const all = [
    load,
    ...subnets,
    group,
    ...registered(group, instances(name, ZONES)),
    listener(name, load, [[group, 1]]),
  ];
  return { load, all };
}

/** Names that lead to load balancers, to instances and to one another by weight. */
function names(): Resource[] {
  const [here, there] = ["here", "there"].map(region);
  if (!here || !there) throw new Error("two regions are expected");
  const zone = existing("aws:route53/zone:Zone", "example.com", { name: "example.com" });
  const machines = instances("addressed", ZONES);
  const addresses = machines.map((machine, index) =>
    existing("aws:ec2/eip:Eip", `address-${index}`, { instance: arn(machine), publicIp: `192.0.2.${index}` }),
  );
  const record = (name: string, setIdentifier: string, weight: number, inputs: Properties): Resource =>
    existing("aws:route53/record:Record", `${name}-${setIdentifier}`, {
      ...{ zoneId: arn(zone), name, type: "A", setIdentifier, weightedRoutingPolicies: [{ weight }] },
      ...inputs,
    });
  const alias = (name: string): Properties => ({ aliases: [{ name, evaluateTargetHealth: true }] });
  const set = (setIdentifier: string, weight: number, dnsName: string): Properties => ({
    ...{ name: "listed", type: "A", setIdentifier, weight },
    aliasTarget: { dnsName, evaluateTargetHealth: true },
  });
  return [
    ...[...here.all, ...there.all, zone, ...machines, ...addresses],
    record("api", "here", 70, alias("here-1.elb.amazonaws.com")),
    record("api", "there", 30, alias("dualstack.there-1.elb.amazonaws.com.")),
    record("fixed", "one", 1, { records: ["192.0.2.0"], healthCheckId: "check-1" }),
    record("fixed", "two", 2, { records: ["192.0.2.1"], healthCheckId: "check-2" }),
    record("fixed", "idle", 0, { records: ["192.0.2.0"], healthCheckId: "check-1" }),
    record("www", "api", 1, alias("api.example.com")),
    record("www", "fixed", 1, alias("fixed.example.com")),
    existing("aws:route53/recordsExclusive:RecordsExclusive", "all", {
      zoneId: "Z0123",
      resourceRecordSets: [set("here", 1, "here-1.elb.amazonaws.com"), set("there", 3, "there-1.elb.amazonaws.com")],
    }),
  ];
}

/** An accelerator in front of two regions, one of which keeps a part of its traffic. */
function accelerator(): Resource[] {
  const [near, far] = ["near", "far"].map(region);
  if (!near || !far) throw new Error("two regions are expected");
  const machines = instances("edge", ZONES);
  const edge = existing("aws:globalaccelerator/accelerator:Accelerator", "edge", { enabled: true });
  const entrance = existing("aws:globalaccelerator/listener:Listener", "edge", { acceleratorArn: arn(edge) });
  const group = (name: string, endpoints: readonly (readonly [Resource, number])[], inputs: Properties): Resource =>
    existing("aws:globalaccelerator/endpointGroup:EndpointGroup", name, {
      listenerArn: arn(entrance),
      endpointGroupRegion: name,
      endpointConfigurations: endpoints.map(([endpoint, weight]): Properties => ({
        endpointId: arn(endpoint),
        weight,
      })),
      ...inputs,
    });
  const direct = machines.map((machine): [Resource, number] => [machine, 50]);
  return [
    ...[...near.all, ...far.all, edge, entrance, ...machines],
    group("us-east-1", [[near.load, 128], ...direct], { trafficDialPercentage: 60 }),
    group("eu-west-1", [[far.load, 128]], { healthCheckProtocol: "TCP" }),
  ];
}

/** A service of VPC Lattice in front of instances, an Auto Scaling group, tasks, a function and a load balancer. */
function lattice(): Resource[] {
  const service = existing("aws:vpclattice/service:Service", "orders", {});
  const group = (name: string, type: string, config: Properties = {}): Resource =>
    existing("aws:vpclattice/targetGroup:TargetGroup", name, { type, config: { port: 80, ...config } });
  const attach = (name: string, to: Resource, id: Value): Resource =>
    existing("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", name, {
      targetGroupIdentifier: arn(to),
      target: { id, port: 443 },
    });
  const machines = instances("orders", ZONES);
  const { load, all } = region("private");
  const fn = existing("aws:lambda/function:Function", "orders", { reservedConcurrentExecutions: 5 });
  const direct = group("orders-direct", "INSTANCE", { healthCheck: { enabled: true } });
  const addresses = group("orders-addresses", "IP", { protocolVersion: "HTTP1" });
  const through = group("orders-through", "ALB");
  const functions = group("orders-function", "LAMBDA");
  const workers = existing("aws:autoscaling/group:Group", "orders", {
    minSize: 2,
    availabilityZones: [...ZONES],
    trafficSources: [{ identifier: arn(direct), type: "vpc-lattice" }],
  });
  const tasks = existing("aws:ecs/service:Service", "orders", {
    launchType: "FARGATE",
    desiredCount: 2,
    vpcLatticeConfigurations: [{ targetGroupArn: arn(addresses), portName: "http" }],
  });
  const tuple = (to: Resource, weight: number): Properties => ({ targetGroupIdentifier: arn(to), weight });
  const main = existing("aws:vpclattice/listener:Listener", "orders", {
    serviceIdentifier: arn(service),
    protocol: "HTTPS",
    port: 443,
    defaultAction: { forwards: [{ targetGroups: [tuple(direct, 90), tuple(addresses, 10)] }] },
  });
  const rule = (name: string, to: Resource, priority: number): Resource =>
    existing("aws:vpclattice/listenerRule:ListenerRule", name, {
      listenerIdentifier: arn(main),
      serviceIdentifier: arn(service),
      priority,
      match: { httpMatch: { pathMatch: { match: { prefix: `/${name}` } } } },
      action: { forward: { targetGroups: [{ targetGroupIdentifier: arn(to) }] } },
    });
  return [
    ...[service, ...machines, ...all, fn, direct, addresses, through, functions, workers, tasks, main],
    ...machines.map((machine) => attach(machine.name, direct, arn(machine))),
    ...["10.9.0.1", "10.9.0.2"].map((address) => attach(address, addresses, address)),
    attach("through", through, arn(load)),
    attach("function", functions, arn(fn)),
    rule("through", through, 10),
    rule("function", functions, 20),
  ];
}
