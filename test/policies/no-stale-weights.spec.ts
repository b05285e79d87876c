import assert from "node:assert/strict";
import { split } from "../support/aws";
import { judgedBy } from "../support/engine";

const POLICY = "no-stale-weights";

describe(POLICY, () => {
  it("is content with weights that both count", async () => {
    const both = split({ blue: { weight: 90, targets: 2 }, green: { weight: 10, targets: 2 } });
    assert.deepEqual(await judgedBy(POLICY, both), []);
  });

  it("advises on targets that nothing sends traffic to, and says which weight is 0", async () => {
    const all = await judgedBy(POLICY, split({ blue: { weight: 1, targets: 2 }, green: { weight: 0, targets: 2 } }));
    assert.deepEqual(
      all.map(({ resource }) => resource),
      ["green"],
    );
    assert.match(
      all[0]?.message ?? "",
      /^target group green has targets \(instance green-0, instance green-1\), but nothing in this stack sends it traffic: its weight is 0 on listener web:443\./,
    );
  });

  it("does not mind a weight of 0 on an empty target group", async () => {
    const all = await judgedBy(POLICY, split({ blue: { weight: 1, targets: 2 }, green: { weight: 0, targets: 0 } }));
    assert.deepEqual(all, []);
  });

  it("advises on a weight that has nothing to be weighed against", async () => {
    const [violation] = await judgedBy(POLICY, split({ blue: { weight: 50, targets: 2 } }));
    assert.match(violation?.message ?? "", /^listener web:443 has one pool with a weight/);
  });

  it("speaks of weights that sum to 0 where at-least-two-targets is turned off", async () => {
    const none = split({ blue: { weight: 0, targets: 0 }, green: { weight: 0, targets: 0 } });
    assert.deepEqual(await judgedBy(POLICY, none), []);
    const [violation] = await judgedBy(POLICY, none, { "at-least-two-targets": "disabled" });
    assert.match(violation?.message ?? "", /^listener web:443 forwards its traffic, but its weights sum to 0\./);
  });
});
