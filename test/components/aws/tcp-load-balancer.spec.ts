import assert from "node:assert/strict";
import {
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  LambdaPool,
  LoadBalancerPool,
  split,
  TcpLoadBalancer,
  type TcpListener,
  type TcpLoadBalancerArgs,
} from "../../../components/aws";
import { inputsOf, madeBy } from "../made";
import { EVERYONE, healthCheck } from "./site";

const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });

const scaled = (name: string) =>
  new AutoScalingPool(name, {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 5432, protocol: "TCP", healthCheck: {} },
    ...{ securityGroupId: "sg-1", launchTemplate: { id: "lt-1", version: "1" } },
  });

/** What a load balancer with a listener is made of. */
const before = (listener: () => TcpListener, args: Partial<TcpLoadBalancerArgs> = {}) =>
  madeBy(() => new TcpLoadBalancer("db", { zones: ZONES, clients: EVERYONE, listeners: [listener()], ...args }));

describe("TcpLoadBalancer", () => {
  it("sends from every zone to the targets of all zones, and is protected", async () => {
    const made = await before(() => ({ port: 5432, to: scaled("pool") }));
    const { loadBalancerType, enableCrossZoneLoadBalancing, enableDeletionProtection, subnets } = inputsOf(
      made,
      "LoadBalancer",
    );
    assert.deepEqual(
      [loadBalancerType, enableCrossZoneLoadBalancing, enableDeletionProtection, subnets],
      ["network", true, true, ["subnet-a", "subnet-b"]],
    );
  });

  it("gives no weight where one pool takes all, which a load balancer of connections refused for long", async () => {
    const made = await before(() => ({ port: 5432, to: scaled("pool") }));
    assert.deepEqual(inputsOf(made, "Listener")["defaultActions"], [
      { type: "forward", targetGroupArn: "arn:TargetGroup-pool" },
    ]);
  });

  it("shares among pools by weight", async () => {
    const made = await before(() => ({
      port: 5432,
      to: split({ to: scaled("blue"), weight: 90 }, { to: scaled("green"), weight: 10 }),
    }));
    assert.deepEqual(inputsOf(made, "Listener")["defaultActions"], [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: "arn:TargetGroup-blue", weight: 90 },
            { arn: "arn:TargetGroup-green", weight: 10 },
          ],
        },
      },
    ]);
  });

  it("has fixed addresses where it is given some", async () => {
    const zones = atLeastTwo(
      { subnetId: "subnet-a", allocationId: "eip-a" },
      { subnetId: "subnet-b", allocationId: "eip-b" },
    );
    const made = await before(() => ({ port: 5432, to: scaled("pool") }), { zones });
    assert.deepEqual(inputsOf(made, "LoadBalancer")["subnetMappings"], [
      { subnetId: "subnet-a", allocationId: "eip-a" },
      { subnetId: "subnet-b", allocationId: "eip-b" },
    ]);
  });

  it("decrypts with a current policy", async () => {
    const made = await before(() => ({
      ...{ port: 5432, protocol: "TLS", certificateArn: "arn:certificate" },
      to: scaled("pool"),
    }));
    const { protocol, certificateArn, sslPolicy } = inputsOf(made, "Listener");
    assert.deepEqual(
      [protocol, certificateArn, sslPolicy],
      ["TLS", "arn:certificate", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
    );
  });

  it("lets datagrams and connections through where both are taken", async () => {
    const made = await before(() => ({
      ...{ port: 53, protocol: "TCP_UDP" },
      to: new FargatePool("dns", {
        ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 53, protocol: "TCP_UDP", healthCheck: { port: 8080 } },
        ...{ clusterArn: "arn:cluster/shop", taskDefinitionArn: "app:1", containerName: "app" },
      }),
    }));
    const opened = (direction: string) =>
      made
        .filter(({ type }) => type.endsWith(`:SecurityGroup${direction}Rule`))
        .filter(({ inputs }) => inputs["securityGroupId"] === "SecurityGroup-db")
        .map(({ inputs }) => `${String(inputs["ipProtocol"])} ${String(inputs["fromPort"])}`)
        .sort();
    assert.deepEqual(opened("Ingress"), ["tcp 53", "udp 53"]);
    assert.deepEqual(opened("Egress"), ["tcp 53", "tcp 8080", "udp 53"]);
  });

  it("leads to another load balancer, which lets it in", async () => {
    const made = await before(() => {
      const to = new LambdaPool("hello", { functionName: "hello" });
      const balancer = new HttpLoadBalancer("web", { zones: ZONES, clients: { ipv4: ["10.0.0.0/8"] }, to });
      return { port: 80, to: new LoadBalancerPool("web-at-fixed-addresses", { balancer, healthCheck }) };
    });
    const { targetType, protocol, port } = inputsOf(made, "TargetGroup", "web-at-fixed-addresses");
    assert.deepEqual([targetType, protocol, port], ["alb", "TCP", 80]);
    const { targetId } = inputsOf(made, "TargetGroupAttachment", "web-at-fixed-addresses");
    assert.equal(targetId, "arn:aws:mock:eu-west-1::LoadBalancer-web");
    const { securityGroupId, referencedSecurityGroupId } = inputsOf(
      made,
      "SecurityGroupIngressRule",
      "db-web-at-fixed-addresses",
    );
    assert.deepEqual([securityGroupId, referencedSecurityGroupId], ["SecurityGroup-web", "SecurityGroup-db"]);
  });
});

describe("A pool of targets", () => {
  const http = (args: object) =>
    madeBy(
      () =>
        new AutoScalingPool("pool", {
          ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck, securityGroupId: "sg-1" },
          launchTemplate: { id: "lt-1", version: "1" },
          ...args,
        }),
    );

  it("is checked by what it speaks", async () => {
    const { protocol, path, matcher } = inputsOf(await http({}), "TargetGroup")["healthCheck"] as Record<
      string,
      unknown
    >;
    assert.deepEqual([protocol, path, matcher], ["HTTP", "/health", "200"]);
    const made = await madeBy(() => scaled("db"));
    assert.equal((inputsOf(made, "TargetGroup")["healthCheck"] as Record<string, unknown>)["protocol"], "TCP");
  });

  it("is checked by the codes of gRPC where it speaks that", async () => {
    const { protocolVersion, healthCheck: check } = inputsOf(await http({ version: "GRPC" }), "TargetGroup");
    assert.deepEqual([protocolVersion, (check as Record<string, unknown>)["matcher"]], ["GRPC", "0"]);
  });

  it("keeps clients for as long as it is told to", async () => {
    assert.deepEqual(inputsOf(await http({ stickyFor: 3600 }), "TargetGroup")["stickiness"], {
      enabled: true,
      type: "lb_cookie",
      cookieDuration: 3600,
    });
  });

  it("is not sent traffic, but all of it, with fewer than two healthy targets", async () => {
    assert.deepEqual(inputsOf(await http({}), "TargetGroup")["targetGroupHealth"], {
      unhealthyStateRouting: { minimumHealthyTargetsCount: 2 },
      dnsFailover: { minimumHealthyTargetsCount: "2" },
    });
  });
});
