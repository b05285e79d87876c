import assert from "node:assert/strict";
import { exactly, readGraph, Traffic, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../../support/aws";
import { arn, existing, planned } from "../../support/resources";

const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
assert.ok(front);

function analysed(pool: Resource, ...resources: Resource[]) {
  assert.ok(front);
  const traffic = new Traffic(readGraph([front, ...subnets, pool, listener("web", front, [[pool, 1]]), ...resources]));
  const [route] = traffic.routes;
  const load = route?.alternatives[0]?.[0];
  assert.ok(route && load);
  return { floor: load.spread.backends, labels: load.pool.members.map(({ label }) => label), traffic, route };
}

const attached = (
  pool: Resource,
  name: string,
  inputs: Properties,
  behind: Record<string, Resource[]> = {},
): Resource =>
  planned(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    name,
    { targetGroupArn: arn(pool), ...inputs },
    { dependencies: behind },
  );

describe("A target", () => {
  const pool = targetGroup("pool");

  it("under each name that its types had is the same", () => {
    const old = (resource: Resource): Resource => ({
      ...resource,
      type: resource.type.replace("aws:lb/", "aws:elasticloadbalancingv2/"),
    });
    const stack = [pool, ...registered(pool, instances("i", ["us-east-1a", "us-east-1b"]))].map(old);
    assert.ok(front);
    const traffic = new Traffic(readGraph([front, ...subnets, listener("web", front, [[pool, 1]]), ...stack]));
    assert.deepEqual(traffic.routes[0]?.alternatives[0]?.[0]?.spread.backends, exactly(2));
  });

  it("that is an address is in the zone of the subnet that holds it", () => {
    const ip = targetGroup("ip", { targetType: "ip" });
    const subnet = existing("aws:ec2/subnet:Subnet", "private", {
      availabilityZone: "us-east-1a",
      cidrBlock: "10.0.0.0/24",
    });
    const odd = existing("aws:ec2/subnet:Subnet", "odd", { availabilityZone: "us-east-1b", cidrBlock: "everything" });
    const at = (targetId: string): Resource => attached(ip, targetId, { targetId });
    assert.deepEqual(analysed(ip, subnet, odd, at("10.0.0.7"), at("10.0.0.8")).floor, exactly(2));
    assert.deepEqual(analysed(ip, subnet, at("10.0.0.7"), at("10.9.9.9")).floor, { atLeast: 1, atMost: 2 });
    assert.deepEqual(
      analysed(ip, attached(ip, "far", { targetId: "192.0.2.1", availabilityZone: "all" })).floor,
      exactly(1),
    );
  });

  it("that is named by something other than an identifier is not shown: it may be a secret", () => {
    const { labels } = analysed(
      pool,
      attached(pool, "a", { targetId: "s3cret value" }),
      attached(pool, "b", { targetId: "i-0123abcd" }),
    );
    assert.deepEqual(labels.sort(), ["target i-0123abcd", "target outside the stack"]);
  });

  it("that is made from one resource stands for it, whatever its kind", () => {
    const ip = targetGroup("ip", { targetType: "ip" });
    const card = planned("aws:ec2/networkInterface:NetworkInterface", "card");
    const twice = ["a", "b"].map((name) =>
      attached(ip, name, { targetId: UNKNOWN, availabilityZone: "all" }, { targetId: [card] }),
    );
    assert.deepEqual(analysed(ip, card, ...twice).floor, exactly(1));
  });

  it("of which nothing is known may be any other", () => {
    const unknown = ["a", "b"].map((name) =>
      attached(pool, name, { targetId: UNKNOWN, availabilityZone: "us-east-1a" }),
    );
    const { floor, labels } = analysed(pool, ...unknown);
    assert.deepEqual(floor, { atLeast: 1, atMost: 2 });
    assert.deepEqual(labels, ["the target of a", "the target of b"]);
  });

  it("that a target group lists is one of the instances that the list is made from", () => {
    const machines = instances("i", ["us-east-1a", "us-east-1b"]);
    const listing = (count: number, behind: Resource[]): Resource => {
      const targets = Array.from({ length: count }, (): Properties => ({ id: UNKNOWN, port: 80 }));
      return existing(
        "aws-native:elasticloadbalancingv2:TargetGroup",
        "listed",
        { targets },
        { dependencies: { targets: behind } },
      );
    };
    assert.deepEqual(analysed(listing(2, machines), ...machines).floor, exactly(2));
    assert.deepEqual(analysed(listing(1, machines), ...machines).floor, { atLeast: 0, atMost: 1 });
    assert.deepEqual(analysed(listing(2, []), ...machines).floor, { atLeast: 0, atMost: 2 });
  });

  it("of a kind that is not known may be anything", () => {
    const any = targetGroup("any", { targetType: UNKNOWN });
    const { floor } = analysed(any, ...registered(any, instances("i", ["us-east-1a"])));
    assert.deepEqual(floor, { atLeast: 0, atMost: Infinity });
  });

  it("that is a function outside the stack scales by itself", () => {
    const lambda = targetGroup("lambda", { targetType: "lambda" });
    const { floor, traffic, route } = analysed(
      lambda,
      attached(lambda, "fn", { targetId: "arn:aws:lambda:us-east-1:1:function:f" }),
    );
    assert.deepEqual(floor, exactly(Infinity));
    assert.equal(traffic.busiest(route), undefined);
    assert.deepEqual(traffic.effectiveBackends(route), exactly(Infinity));
  });

  it("that is a load balancer outside the stack leaves what is behind it open", () => {
    const through = targetGroup("through", { targetType: "alb" });
    const outside: Value[] = ["arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/x/1", UNKNOWN];
    for (const targetId of outside) {
      const { traffic, route } = analysed(through, attached(through, "link", { targetId }));
      assert.match(
        traffic.gapsOf(route)[0]?.why ?? "",
        /the load balancer behind it is (outside this stack|not known)/,
      );
    }
  });

  it("is in a zone that is known by its id, or only by its subnet", () => {
    const byId = existing("aws:ec2/subnet:Subnet", "by-id", { availabilityZoneId: "use1-az1" });
    const unnamed = existing("aws:ec2/subnet:Subnet", "unnamed");
    const machine = (name: string, subnet: Resource): Resource =>
      existing("aws:ec2/instance:Instance", name, { subnetId: arn(subnet) });
    const machines = [
      machine("one", byId),
      machine("two", unnamed),
      existing("aws:ec2/instance:Instance", "three", { subnetId: "subnet-1" }),
    ];
    const { floor, traffic, route } = analysed(pool, byId, unnamed, ...registered(pool, machines));
    assert.deepEqual(floor, { atLeast: 0, atMost: 3 });
    assert.match(
      traffic
        .gapsOf(route)
        .map(({ why }) => why)
        .join(),
      /whether instance two is in a zone that it has enabled is not known/,
    );
  });
});
