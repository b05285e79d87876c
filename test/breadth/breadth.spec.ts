import assert from "node:assert/strict";
import { printedIn } from "./doc-comments";
import { examplesOf } from "./examples";
import { judgeAll, type Judged } from "./judge";
import { balancesLoad } from "./load-balancing";
import { undeclaredNames } from "./names";
import { complaint, readSnapshot } from "./snapshot";

/** Some of each verdict, over the families of both clouds; `npm run breadth` runs them all. */
const SAMPLE = [
  "aws/autoscaling/group#Mixed Instances Policy",
  "aws/elb/loadBalancer#Example Usage",
  "aws/lb/listener#Forward Action",
  "aws/lb/trustStore#Trust Store Load Balancer Listener",
  "aws/route53/record#Weighted routing policy",
  "gcp/compute/forwardingRule#Forwarding Rule Http Lb",
  "gcp/compute/targetHttpProxy#Target Http Proxy Https Redirect",
  "gcp/compute/urlmap#Url Map Bucket And Service",
  "gcp/dns/recordSet#Failover",
  "gcp/networkservices/tcpRoute#Network Services Tcp Route Mesh Basic",
];

describe("The examples in the documentation of others", function () {
  this.timeout(300_000);

  const snapshot = readSnapshot();
  let judged: ReadonlyMap<string, Judged>;
  before(async () => {
    judged = await judgeAll([...examplesOf("aws"), ...examplesOf("gcp")].filter(({ name }) => SAMPLE.includes(name)));
  });

  for (const name of SAMPLE) {
    it(`are judged as before: ${name}`, () => {
      assert.equal(complaint(judged.get(name), snapshot[name]), undefined);
    });
  }

  it("are listed with a reason for every block", () => {
    const unexplained = Object.entries(snapshot).filter(([, { verdict, reason }]) => verdict === "blocked" && !reason);
    assert.deepEqual(unexplained, []);
  });
});

describe("A verdict", () => {
  const blocked = { verdict: "blocked", said: ["mandatory at-least-two-targets web"] } as const;

  it("is as listed if the same is said of the same", () => {
    assert.equal(complaint(blocked, { ...blocked, reason: "One instance takes all." }), undefined);
    assert.match(complaint(blocked, { verdict: "passes", said: [] }) ?? "", /was: passes\n.*is: blocked; mandatory/);
    assert.match(complaint(undefined, blocked) ?? "", /no longer/);
  });

  it("needs a reason to block", () => {
    assert.match(complaint(blocked, { ...blocked, reason: "" }) ?? "", /has no reason/);
  });

  it("is none where the pack fails", () => {
    assert.match(complaint({ failure: "it took longer than 120 s" }, blocked) ?? "", /the pack failed/);
  });
});

describe("An example", () => {
  it("is read from a doc comment, with the heading above it", () => {
    const comment = [
      "/**",
      " * ## Example Usage",
      " *",
      " * ### Weighted",
      " *",
      " * ```typescript",
      " * // 1 *&#47; 2",
      " * const one = {",
      " *     weight: 1,",
      " * };",
      " * ```",
      " */",
    ];
    assert.deepEqual(printedIn(comment.join("\n")), [
      { heading: "Weighted", code: "// 1 */ 2\nconst one = {\n    weight: 1,\n};\n" },
    ]);
  });

  it("counts if it makes a resource that shares traffic", () => {
    assert.ok(balancesLoad(`new aws.lb.TargetGroup("web", {});`));
    assert.ok(balancesLoad(`new gcp.dns.RecordSet("web", { routingPolicy: { geos: [] } });`));
    assert.ok(!balancesLoad(`new aws.ec2.Instance("aws.lb.TargetGroup", {});`));
    assert.ok(!balancesLoad(`new gcp.dns.RecordSet("web", { type: "TXT" });`));
  });

  it("has a name of its own, and that of the module it is known by today", () => {
    const names = examplesOf("aws").map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes("aws/lb/listener#Forward Action (2)"));
    assert.ok(!names.includes("aws/alb/listener#Forward Action"));
  });

  it("may use names that it does not declare", () => {
    const code = `const web = [vpc.id, Object.keys({ zone })]; for (const one of web) console.log(one.id);`;
    assert.deepEqual(undeclaredNames(code), ["vpc", "zone"]);
    assert.throws(() => undeclaredNames("const subnets = .map(subnet => subnet.id);"), SyntaxError);
  });
});
