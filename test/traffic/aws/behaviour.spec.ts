import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Properties, type Value } from "../../../traffic";
import { forwardStickiness } from "../../../traffic/aws/forward-stickiness";
import { unrepaired } from "../../../traffic/aws/replacement";
import { failOpenOf, probeOf } from "../../../traffic/aws/target-group-health";
import { stickinessOf } from "../../../traffic/aws/target-group-stickiness";
import { targetGroup } from "../../support/aws";
import { existing } from "../../support/resources";

const ANY_TIME = between(0, Infinity);
const DAY = exactly(86_400);

describe("The health check of a target group", () => {
  const probe = (healthCheck: Value, protocol: Value = "HTTP") =>
    probeOf(targetGroup("pool", { protocol, healthCheck }));
  const times = (found: ReturnType<typeof probe>) => [found?.interval, found?.timeout, found?.unhealthyThreshold];

  it("has the service's defaults, which differ by protocol and by whether there is the block", () => {
    assert.deepEqual(times(probe({})), [exactly(30), exactly(6), exactly(3)]);
    assert.deepEqual(times(probe(null)), [exactly(30), exactly(6), exactly(2)]);
    assert.deepEqual(times(probe({}, "TCP")), [exactly(30), exactly(10), exactly(3)]);
    assert.deepEqual(times(probe({}, "GENEVE")), [exactly(30), exactly(5), exactly(3)]);
  });

  it("says what the service would refuse", () => {
    assert.deepEqual(probe({ interval: 4, timeout: 121, unhealthyThreshold: 11, healthyThreshold: 1 })?.refused, [
      "healthCheck.interval must be 5 to 300 seconds, but is 4",
      "healthCheck.timeout must be 2 to 120 seconds, but is 121",
      "healthCheck.unhealthyThreshold must be 2 to 10, but is 11",
      "healthCheck.healthyThreshold must be 2 to 10, but is 1",
    ]);
    assert.deepEqual(probe({ interval: 300, timeout: 2, unhealthyThreshold: 10, healthyThreshold: 2 })?.refused, []);
    assert.deepEqual(probe({ protocol: "TCP" }, "HTTPS")?.refused, [
      "healthCheck.protocol must be HTTP or HTTPS in a target group of protocol HTTPS",
    ]);
  });

  it("may try the port of a group that speaks TCP", () => {
    assert.deepEqual(probe({ protocol: "TCP" }, "TCP")?.refused, []);
    assert.equal(probe({ protocol: "TCP" }, "TCP")?.asksOnlyThePort, false);
  });

  it("says what of it is not known", () => {
    const found = probe({ interval: UNKNOWN });
    assert.deepEqual(found?.interval, ANY_TIME);
    assert.deepEqual(
      found.gaps.map(({ property }) => property),
      ["healthCheck.interval"],
    );
    assert.equal(probe({}, UNKNOWN)?.asksOnlyThePort, undefined);
    assert.equal(probe({ protocol: UNKNOWN })?.asksOnlyThePort, undefined);
    assert.equal(probe(UNKNOWN), undefined);
  });
});

describe("A target group with too few healthy targets", () => {
  const failOpen = (targetGroupHealth: Value) => failOpenOf(targetGroup("pool", { targetGroupHealth }));
  const routing = (unhealthyStateRouting: Value): Properties => ({ unhealthyStateRouting });

  it("has none by default, which nobody stated", () => {
    assert.deepEqual([failOpen(null).below, failOpen(null).isStated], [exactly(1), false]);
    assert.deepEqual([failOpen({}).below, failOpen({}).isStated], [exactly(1), false]);
  });

  it("has as few as it is told", () => {
    const two = failOpen(routing({ minimumHealthyTargetsCount: 2 }));
    assert.deepEqual([two.below, two.isStated, two.gaps], [exactly(2), true, []]);
    const off = failOpen(routing({ minimumHealthyTargetsCount: 2, minimumHealthyTargetsPercentage: "off" }));
    assert.deepEqual([off.below, off.gaps], [exactly(2), []]);
  });

  it("may have any number where that is a part of those that there are", () => {
    const part = failOpen(routing({ minimumHealthyTargetsPercentage: "50" }));
    assert.deepEqual([part.below, part.isStated, part.gaps.length], [between(1, Infinity), true, 1]);
  });

  it("is stated to fail over by DNS", () => {
    assert.equal(failOpen({ dnsFailover: { minimumHealthyTargetsCount: "1" } }).isStated, true);
    assert.equal(failOpen({ dnsFailover: UNKNOWN }).isStated, false);
  });

  for (const [what, value] of [
    ["the whole setting", UNKNOWN],
    ["the routing", routing(UNKNOWN)],
  ] as const) {
    it(`may have any number where ${what} is not known`, () => {
      const found = failOpen(value);
      assert.deepEqual([found.below, found.isStated, found.gaps.length], [between(1, Infinity), undefined, 1]);
    });
  }

  it("may have any number where the number is not known", () => {
    assert.equal(failOpen(routing({ minimumHealthyTargetsCount: UNKNOWN })).gaps.length, 1);
  });
});

describe("Stickiness of a target group", () => {
  const stickiness = (value: Value) => stickinessOf(targetGroup("pool", { stickiness: value }));

  it("lasts a day by default, with a cookie of the load balancer", () => {
    assert.deepEqual(stickiness({}), { by: "client", lifetime: DAY, label: "stickiness of type lb_cookie", gaps: [] });
  });

  it("lasts as long as it is told", () => {
    const found = stickiness({ type: "app_cookie", cookieDuration: 60 });
    assert.deepEqual(found, { by: "client", lifetime: exactly(60), label: "stickiness of type app_cookie", gaps: [] });
  });

  it("has no end by address", () => {
    for (const type of ["source_ip", "sourceIp", "source_ip_dest_ip"]) {
      const found = stickiness({ type });
      assert.deepEqual([found?.by, found?.lifetime, found?.gaps], ["address", exactly(Infinity), []]);
    }
  });

  it("is none without the block, nor where it is off", () => {
    assert.equal(stickiness(null), undefined);
    assert.equal(stickiness({ enabled: false }), undefined);
  });

  for (const [what, value] of [
    ["the block", UNKNOWN],
    ["whether it is on", { enabled: UNKNOWN }],
    ["its type", { type: UNKNOWN }],
  ] as const) {
    it(`may be anything where ${what} is not known`, () => {
      const found = stickiness(value);
      assert.deepEqual([found?.by, found?.lifetime, found?.gaps.length], [undefined, ANY_TIME, 1]);
    });
  }

  it("lasts for any time where that is not known", () => {
    const found = stickiness({ cookieDuration: UNKNOWN });
    assert.deepEqual([found?.by, found?.lifetime, found?.gaps.length], ["client", ANY_TIME, 1]);
  });
});

describe("Stickiness of a forward action", () => {
  const stickiness = (value: Value) =>
    forwardStickiness(existing("aws:lb/listener:Listener", "web"), "defaultActions", value);
  const found = { by: "client", lifetime: exactly(600), label: "stickiness of its target groups", gaps: [] };

  it("lasts as long as it is told, in the spelling of either provider", () => {
    assert.deepEqual(stickiness({ enabled: true, duration: 600 }), found);
    assert.deepEqual(stickiness({ enabled: true, durationSeconds: 600 }), found);
    assert.deepEqual(stickiness({ enabled: true })?.lifetime, DAY);
  });

  it("is off by default", () => {
    assert.equal(stickiness(null), undefined);
    assert.equal(stickiness({ duration: 600 }), undefined);
    assert.equal(stickiness({ enabled: false, duration: 600 }), undefined);
  });

  it("may be anything where it is not known", () => {
    for (const unknown of [UNKNOWN, { enabled: UNKNOWN }] as const) {
      assert.deepEqual([stickiness(unknown)?.by, stickiness(unknown)?.lifetime], [undefined, ANY_TIME]);
    }
    assert.deepEqual(stickiness({ enabled: true, duration: UNKNOWN })?.lifetime, ANY_TIME);
    assert.equal(stickiness({ enabled: true, duration: UNKNOWN })?.by, "client");
  });
});

describe("An Auto Scaling group", () => {
  const ofType = (healthCheckType: Value) =>
    unrepaired(existing("aws:autoscaling/group:Group", "web", { healthCheckType }));

  it("keeps an instance that the load balancer finds unhealthy unless it asks it", () => {
    assert.match(ofType(null)?.why ?? "", /\(healthCheckType EC2, the default\)$/);
    assert.match(ofType("EC2,EBS")?.why ?? "", /\(healthCheckType EC2,EBS\)$/);
  });

  it("replaces it where it asks a load balancer, or may", () => {
    for (const type of ["ELB", "elb", "EC2, ELB", "VPC_LATTICE", UNKNOWN] as const)
      assert.equal(ofType(type), undefined);
  });
});
