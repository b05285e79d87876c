import assert from "node:assert/strict";
import { balancer, listener, split, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { arn, existing } from "../support/resources";

describe("max-traffic-share", () => {
  const pair = split({ blue: { weight: 1, targets: 2 } });

  it("allows half of the traffic on one backend", async () => {
    assert.deepEqual(await judged(pair), []);
  });

  it("blocks more than it is told to allow, and names the backend and its way", async () => {
    const [violation, ...others] = await judged(pair, { "max-traffic-share": { maxShare: 0.4 } });
    assert.deepEqual(others, []);
    assert.equal(violation?.level, "mandatory");
    assert.match(
      violation.message,
      /^instance blue-\d gets 50 % of the traffic of listener web:443; at most 40 % is allowed\./,
    );
    assert.match(violation.message, /Path: listener web:443 → target group blue → instance blue-\d\./);
  });

  it("keeps silent where at-least-two-targets has spoken of the same target group", async () => {
    const all = await judged(split({ blue: { weight: 1, targets: 1 } }));
    assert.deepEqual(
      all.map(({ policy }) => policy),
      ["at-least-two-targets"],
    );
  });

  it("speaks of what is proved where at-least-two-targets only has doubts", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const pool = targetGroup("pool");
    const oneOrTwo = existing("aws:ecs/service:Service", "app", {
      launchType: "EC2",
      desiredCount: 2,
      loadBalancers: [{ targetGroupArn: arn(pool) }],
      networkConfiguration: { subnets: subnets.map(arn) },
    });
    const stack = [front, ...subnets, pool, oneOrTwo, listener("web", front, [[pool, 1]])];
    const all = await judged(stack, { "max-traffic-share": { maxShare: 0.4 } });
    assert.deepEqual(
      all.map(({ policy }) => policy),
      ["max-traffic-share", "traffic-is-provable"],
    );
  });

  it("speaks where at-least-two-targets is turned off", async () => {
    const all = await judged(split({ blue: { weight: 1, targets: 1 } }), { "at-least-two-targets": "disabled" });
    assert.deepEqual(
      all.map(({ policy, resource }) => [policy, resource]),
      [["max-traffic-share", "blue"]],
    );
  });
});
