import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import {
  adoptTargetGroup,
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  LambdaPool,
  split,
  type HttpLoadBalancerArgs,
} from "../../../components/aws";
import { inputsOf, madeBy } from "../made";
import { EVERYONE, healthCheck } from "./site";

const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });

const scaled = (name: string, securityGroupId: string, port = 80) =>
  new AutoScalingPool(name, {
    ...{ zones: ZONES, perZone: { min: 1, max: 3 }, port, healthCheck, securityGroupId },
    launchTemplate: { id: "lt-1", version: "1" },
  });

/** What a load balancer before one pool is made of. */
async function before(
  args: Partial<HttpLoadBalancerArgs> = {},
  pool: () => HttpLoadBalancerArgs["to"] = () => scaled("site", "sg-1"),
) {
  const made = await madeBy(
    () => new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to: pool(), ...args }),
  );
  return {
    made,
    of: (type: string, name?: string) => inputsOf(made, type, name),
    names: (type: string) => made.filter((one) => one.type.endsWith(`:${type}`)).map(({ name }) => name),
  };
}

const forwardsTo = (group: string) => ({
  type: "forward",
  forward: { targetGroups: [{ arn: `arn:TargetGroup-${group}`, weight: 1 }] },
});

describe("HttpLoadBalancer", () => {
  it("speaks plain HTTP where it has no certificate", async () => {
    const { of, names } = await before();
    const { port, protocol, defaultActions } = of("Listener");
    assert.deepEqual([port, protocol, defaultActions], [80, "HTTP", [forwardsTo("site")]]);
    assert.deepEqual(names("Listener"), ["web"]);
  });

  it("speaks HTTPS with a current policy where it has a certificate, and sends plain requests there", async () => {
    const { of } = await before({ certificateArn: "arn:certificate" });
    const { port, protocol, sslPolicy, certificateArn } = of("Listener", "web");
    assert.deepEqual(
      [port, protocol, sslPolicy, certificateArn],
      [443, "HTTPS", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "arn:certificate"],
    );
    assert.deepEqual(of("Listener", "web-http")["defaultActions"], [
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
  });

  it("asks clients for certificates where it has a trust store", async () => {
    const { of } = await before({ certificateArn: "arn:certificate", trustStoreArn: "arn:store" });
    assert.deepEqual(of("Listener", "web")["mutualAuthentication"], { mode: "verify", trustStoreArn: "arn:store" });
  });

  it("is protected, and drops headers that are none", async () => {
    const { of } = await before();
    const { enableDeletionProtection, dropInvalidHeaderFields, subnets, internal } = of("LoadBalancer");
    assert.deepEqual([enableDeletionProtection, dropInvalidHeaderFields, internal], [true, true, false]);
    assert.deepEqual(subnets, ["subnet-a", "subnet-b"]);
  });

  it("writes access logs where it is told to", async () => {
    const { of } = await before({ accessLogs: { bucket: "logs", prefix: "web" } });
    assert.deepEqual(of("LoadBalancer")["accessLogs"], { bucket: "logs", prefix: "web", enabled: true });
  });

  it("lets its clients in, and gets to its pools and nowhere else", async () => {
    const { made } = await before({ clients: { ipv4: ["10.0.0.0/8"] } }, () => scaled("site", "sg-site", 8080));
    const rules = made
      .filter(({ type }) => /SecurityGroup(Ingress|Egress)Rule$/.test(type))
      .map(({ type, inputs: { securityGroupId, cidrIpv4, referencedSecurityGroupId, fromPort } }) =>
        [type.split(":").at(-1), securityGroupId, cidrIpv4 ?? referencedSecurityGroupId, fromPort].join(" "),
      );
    assert.deepEqual(rules.sort(), [
      "SecurityGroupEgressRule SecurityGroup-web sg-site 8080",
      "SecurityGroupIngressRule SecurityGroup-web 10.0.0.0/8 80",
      "SecurityGroupIngressRule sg-site SecurityGroup-web 8080",
    ]);
  });

  it("shares among pools by weight", async () => {
    const { of } = await before({}, () => scaled("unused", "sg-1"));
    assert.ok(of("Listener"));
    const made = await madeBy(() => {
      const [blue, green] = [scaled("blue", "sg-1"), scaled("green", "sg-1")];
      const to = split({ to: blue, weight: 90 }, { to: green, weight: 10 });
      new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to });
    });
    const listener = made.find(({ type }) => type === "aws:lb/listener:Listener");
    assert.deepEqual(listener?.inputs["defaultActions"], [
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

  it("has rules for some requests", async () => {
    const when = {
      host: ["api.example.com"],
      path: ["/v1/*"],
      header: { name: "X-Tier", values: ["gold"] },
      method: ["GET"],
      query: [{ key: "debug", value: "1" }],
    };
    const { of } = await before({
      rules: [
        { priority: 10, when, then: { respond: 503, body: "later" } },
        { priority: 20, when: { source: ["10.0.0.0/8"] }, then: { redirect: { host: "inner.example.com" } } },
      ],
    });
    assert.deepEqual(of("ListenerRule", "web-10")["conditions"], [
      { hostHeader: { values: ["api.example.com"] } },
      { pathPattern: { values: ["/v1/*"] } },
      { httpHeader: { httpHeaderName: "X-Tier", values: ["gold"] } },
      { httpRequestMethod: { values: ["GET"] } },
      { queryStrings: [{ key: "debug", value: "1" }] },
    ]);
    assert.deepEqual(of("ListenerRule", "web-10")["actions"], [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: "later", statusCode: "503" } },
    ]);
    assert.deepEqual(of("ListenerRule", "web-20")["conditions"], [{ sourceIp: { values: ["10.0.0.0/8"] } }]);
    assert.deepEqual(of("ListenerRule", "web-20")["actions"], [
      { type: "redirect", redirect: { host: "inner.example.com", statusCode: "HTTP_302" } },
    ]);
  });

  it("is looked after by a web ACL, and has certificates for other hosts", async () => {
    const { of } = await before({
      ...{ certificateArn: "arn:certificate", otherCertificateArns: ["arn:other"], webAclArn: "arn:acl" },
    });
    assert.deepEqual(of("WebAclAssociation"), {
      resourceArn: "arn:aws:mock:eu-west-1::LoadBalancer-web",
      webAclArn: "arn:acl",
    });
    assert.equal(of("ListenerCertificate")["certificateArn"], "arn:other");
  });

  it("lets a program transform all of its parts", async () => {
    const made = await madeBy(
      () =>
        new HttpLoadBalancer(
          "web",
          { zones: ZONES, clients: EVERYONE, to: scaled("site", "sg-1") },
          { transformations: [({ props, opts }) => ({ props: { ...props, tags: { team: "shop" } }, opts })] },
        ),
    );
    const untouched = made.filter(({ name, inputs }) => name.startsWith("web") && !("tags" in inputs));
    assert.deepEqual(untouched, []);
  });

  it("passes its tags on", async () => {
    const { made } = await before({ tags: { team: "shop" } });
    const own = made.filter(
      ({ name, type }) => name.startsWith("web") && type.startsWith("aws:") && !type.endsWith(":Dashboard"),
    );
    for (const { type, inputs } of own) assert.deepEqual(inputs["tags"], { team: "shop" }, type);
  });
});

describe("A pool of tasks", () => {
  const fargate = (name: string) =>
    new FargatePool(name, {
      ...{ zones: ZONES, perZone: { min: 2, max: 5 }, port: 8080, healthCheck },
      ...{ clusterArn: "arn:aws:ecs:eu-west-1:1:cluster/shop", taskDefinitionArn: "app:1", containerName: "app" },
    });

  it("begins when a load balancer leads to it, and only once", async () => {
    const made = await madeBy(() => {
      const app = fargate("app");
      const rules = [{ priority: 1, when: { path: ["/app/*"] }, then: { to: app } }];
      new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to: app, rules });
    });
    assert.equal(made.filter(({ type }) => type === "aws:ecs/service:Service").length, 1);
  });

  it("makes no service that no load balancer leads to", async () => {
    const made = await madeBy(() => fargate("app"));
    assert.deepEqual(
      made.filter(({ type }) => type === "aws:ecs/service:Service"),
      [],
    );
  });

  it("is scaled between what all zones have at least and at most", async () => {
    const made = await madeBy(
      () => new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to: fargate("app") }),
    );
    const inputs = inputsOf(made, "Target");
    assert.deepEqual([inputs["resourceId"], inputs["minCapacity"], inputs["maxCapacity"]], ["service/shop/app", 4, 10]);
  });
});

describe("A pool with a function", () => {
  it("lets the load balancer run it", async () => {
    const made = await madeBy(() => new LambdaPool("hello", { functionName: "hello" }));
    const inputs = inputsOf(made, "Permission");
    assert.deepEqual(
      [inputs["principal"], inputs["sourceArn"]],
      ["elasticloadbalancing.amazonaws.com", "arn:TargetGroup-hello"],
    );
  });
});

describe("An adopted target group", () => {
  const ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout/1";
  const because = "The checkout cluster registers its pods";

  it("gets traffic under its own name", async () => {
    const { of, made } = await adoptedBy(() => adoptTargetGroup(ARN, { atLeast: 2, because }));
    assert.deepEqual(of("Listener")["defaultActions"], [
      { type: "forward", forward: { targetGroups: [{ arn: ARN, weight: 1 }] } },
    ]);
    assert.ok(made.some(({ type, name }) => type === "evenkeel:aws:AdoptedPool" && name === "checkout"));
  });

  it("has a name of its own where its ARN is not known yet", async () => {
    const pool = () => adoptTargetGroup(output(ARN), { atLeast: 2, because, name: "later" });
    const { made } = await adoptedBy(pool);
    assert.ok(made.some(({ type, name }) => type === "evenkeel:aws:AdoptedPool" && name === "later"));
  });

  it("is reached where it says by which port and security group", async () => {
    const reach = { port: 8080, securityGroupId: "sg-9" };
    const { made } = await adoptedBy(() => adoptTargetGroup(ARN, { atLeast: 2, because, reach }));
    const opened = made.filter(({ inputs }) => inputs["securityGroupId"] === "sg-9");
    assert.deepEqual(
      opened.map(({ inputs }) => inputs["fromPort"]),
      [8080],
    );
  });

  const adoptedBy = (to: () => HttpLoadBalancerArgs["to"]) => before({}, to);
});
