import assert from "node:assert/strict";
import { UNKNOWN, type Resource } from "../../traffic";
import { balancer, listener, split, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { arn, existing } from "../support/resources";

describe("traffic-is-provable", () => {
  it("has nothing to say where everything is known", async () => {
    assert.deepEqual(await judged(split({ blue: { weight: 1, targets: 2 } })), []);
  });

  it("advises on weights that are not known where one target group is too small for them", async () => {
    const all = await judged(split({ blue: { weight: UNKNOWN, targets: 3 }, green: { weight: UNKNOWN, targets: 1 } }));
    assert.deepEqual(
      all.map(({ policy, level, resource }) => [policy, level, resource]),
      [["traffic-is-provable", "advisory", "green"]],
    );
    assert.match(
      all[0]?.message ?? "",
      /^It could not be proved that target group green guarantees 2 targets:\n- defaultActions of listener web: its weights are/,
    );
  });

  it("is content with weights that are not known where every target group is large enough", async () => {
    assert.deepEqual(
      await judged(split({ blue: { weight: UNKNOWN, targets: 3 }, green: { weight: UNKNOWN, targets: 3 } })),
      [],
    );
  });

  it("names a target group outside the stack, and blocks nothing", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const outside = existing("aws:lb/targetGroup:TargetGroup", "outside");
    const all = await judged([front, ...subnets, listener("web", front, [[outside, 1]])]);
    assert.deepEqual(
      all.map(({ policy, level }) => [policy, level]),
      [["traffic-is-provable", "advisory"]],
    );
    assert.match(all[0]?.message ?? "", /target group .*outside.*: it is outside this stack, and so are its targets/s);
  });

  it("names the reason for which a target group outside the stack is adopted", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const outside = existing("aws:lb/targetGroup:TargetGroup", "outside");
    const targetGroupArn = arn(outside);
    const because = "The Checkout cluster registers pods";
    const adopted = existing("evenkeel:aws:AdoptedPool", "checkout", { targetGroupArn, atLeast: 2, because });
    const all = await judged([front, ...subnets, adopted, listener("web", front, [[outside, 1]])]);
    assert.deepEqual(
      all.map(({ policy, level, resource }) => [policy, level, resource]),
      [["traffic-is-provable", "advisory", "checkout"]],
    );
    assert.match(
      all[0]?.message ?? "",
      /adopted target group checkout .*at least 2 targets \(The Checkout cluster registers pods\)$/s,
    );
  });

  it("advises on a listener of whose actions nothing is known", async () => {
    const stack = split({ blue: { weight: 1, targets: 2 } }).map((one): Resource =>
      one.type.includes("listener") ? { ...one, inputs: { ...one.inputs, defaultActions: UNKNOWN } } : one,
    );
    const all = await judged(stack);
    assert.deepEqual(
      all.map(({ policy, resource }) => [policy, resource]),
      [["traffic-is-provable", "web"]],
    );
  });

  it("tells five reasons and counts the others", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const pool = targetGroup("pool");
    const groups = Array.from({ length: 7 }, (_, index): Resource =>
      existing("aws:autoscaling/group:Group", `g${index}`, {
        minSize: UNKNOWN,
        maxSize: 1,
        vpcZoneIdentifiers: subnets.map(arn),
        targetGroupArns: [arn(pool)],
      }),
    );
    const all = await judged([front, ...subnets, pool, ...groups, listener("web", front, [[pool, 1]])]);
    assert.match(
      all[0]?.message ?? "",
      /- minSize of group g4: its value is not known before the update\n- and 2 more reasons$/,
    );
  });
});
