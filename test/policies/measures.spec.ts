import assert from "node:assert/strict";
import { readGraph, Traffic, type Properties, type Resource } from "../../traffic";
import { findingsOf } from "../../policies/findings";
import { settingsOf, type Configuration } from "../../policies/settings";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { arn, existing } from "../support/resources";

const [A, B] = ["us-east-1a", "us-east-1b"];
const NETWORK: Properties = { loadBalancerType: "network" };

/** A load balancer in front of one target group, with instances in these zones. */
function web(zones: readonly string[], group: Properties = {}, inputs: Properties = {}): Resource[] {
  const [front, ...subnets] = balancer("web", [A, B], inputs);
  assert.ok(front);
  const pool = targetGroup("pool", group);
  return [front, ...subnets, pool, ...registered(pool, instances("i", zones)), listener("web", front, [[pool, 1]])];
}

/** The same with an Auto Scaling group. */
function scaled(inputs: Properties): Resource[] {
  const fleet = existing("aws:autoscaling/group:Group", "fleet", {
    availabilityZones: [A, B],
    targetGroupArns: [arn(targetGroup("pool"))],
    ...inputs,
  });
  return [...web([]), fleet];
}

const healthy = (minimumHealthyTargetsCount: number): Properties => ({
  targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount } },
});
const refresh = (minHealthyPercentage: number): Properties => ({
  instanceRefresh: { preferences: { minHealthyPercentage } },
});

/** What a policy finds, from bad to worse. */
const WORSENING: Readonly<Record<string, readonly (readonly Resource[])[]>> = {
  "at-least-two-targets": [web([A]), web([])],
  "max-traffic-share": [web([A, B, B, A]), web([A, B, B])],
  "spans-two-zones": [web([A, A, A, A, B]), web([A, A, A, A, A, A, B])],
  "even-zones": [web([A, B, B, B], {}, NETWORK), web([A, B, B, B, B], {}, NETWORK)],
  "rollout-keeps-two": [
    scaled({ minSize: 4, maxSize: 8, ...refresh(25) }),
    scaled({ minSize: 4, maxSize: 8, ...refresh(0) }),
  ],
  "survives-a-loss": [web([A, B, B, A]), web([A, B, B])],
  "health-check-decides-in-time": [
    web([A, B], { healthCheck: { interval: 60 } }),
    web([A, B], { healthCheck: { interval: 120 } }),
  ],
  "no-silent-fail-open": [web([A, B], healthy(3)), web([A, B], healthy(4))],
  "stickiness-is-bounded": [
    web([A, B], { stickiness: { type: "lb_cookie", cookieDuration: 100_000 } }),
    web([A, B], { stickiness: { type: "lb_cookie", cookieDuration: 200_000 } }),
  ],
};

const OPTIONS: Configuration = {
  "max-traffic-share": { maxShare: 0.2 },
  "survives-a-loss": { maxShareAfterLoss: 0.3, lossOf: "backend" },
};

describe("A finding that is worse has a greater measure", () => {
  for (const [policy, stacks] of Object.entries(WORSENING)) {
    it(`of ${policy}`, () => {
      const measures = stacks.map((stack) => {
        const own = found(stack, { [policy]: OPTIONS[policy] ?? {} }).filter((one) => one.policy.id === policy);
        return Math.max(...own.map(({ finding }) => finding.measure));
      });
      const [bad = NaN, worse = NaN] = measures;
      assert.ok(Number.isFinite(bad) && worse > bad, `${bad}, then ${worse}`);
    });
  }
});

describe("Findings outside the engine", () => {
  it("are those of the policies that are not disabled", () => {
    const named = (configuration: Configuration) => found(web([A]), configuration).map(({ policy }) => policy.id);
    assert.ok(named({}).includes("at-least-two-targets"));
    assert.ok(!named({ "at-least-two-targets": "disabled" }).includes("at-least-two-targets"));
    assert.ok(!named({ "at-least-two-targets": { enforcementLevel: "disabled" } }).includes("at-least-two-targets"));
    assert.deepEqual(named({ all: "disabled" }), []);
  });

  it("follow the options that are configured", () => {
    const three = found(web([A, B]), { "at-least-two-targets": { minTargets: 3 } });
    assert.match(three[0]?.finding.message ?? "", /at least 3 are required/);
  });

  it("are refused where the configuration makes no sense", () => {
    assert.throws(
      () => found(web([A]), { "even-zones": 7 }),
      /even-zones is wrong: it must be a level, or an object with options/,
    );
    assert.throws(
      () => found(web([A]), { "even-zones": [] }),
      /even-zones is wrong: it must be a level, or an object with options/,
    );
    assert.throws(() => found(web([A]), { "even-zones": { maxRation: 3 } }), /there is no option maxRation/);
  });

  it("have for each policy its own settings, and the level of all where it has none", () => {
    const configuration = { all: "advisory", "even-zones": { maxRatio: 3 }, "survives-a-loss": "mandatory" };
    assert.deepEqual(settingsOf(configuration, "even-zones"), { level: "advisory", options: { maxRatio: 3 } });
    assert.deepEqual(settingsOf(configuration, "spans-two-zones"), { level: "advisory", options: {} });
    assert.deepEqual(settingsOf(configuration, "survives-a-loss"), { level: "mandatory", options: {} });
    assert.deepEqual(settingsOf({}, "spans-two-zones"), { level: undefined, options: {} });
  });

  it("block where the level is remediate, for there is nothing that remedies them", () => {
    assert.equal(settingsOf({ "even-zones": "remediate" }, "even-zones").level, "mandatory");
  });

  it("refuse a level that there is not", () => {
    assert.throws(
      () => settingsOf({ "even-zones": "loud" }, "even-zones"),
      /its level must be one of advisory, mandatory/,
    );
  });
});

function found(stack: readonly Resource[], configuration: Configuration) {
  return findingsOf(new Traffic(readGraph(stack)), configuration);
}
