import assert from "node:assert/strict";
import { split } from "../support/aws";
import { judged } from "../support/engine";

const exempting = (policy: string) => ({
  "configuration-is-valid": {
    exemptions: [{ policy, urn: "*::blue", reason: "the last one leaves in June", until: "2999-12-31" }],
  },
});

describe("exemptions-are-used", () => {
  it("reports an exemption that matches nothing", async () => {
    const all = await judged(split({ blue: { weight: 1, targets: 2 } }), exempting("at-least-two-targets"));
    assert.deepEqual(
      all.map(({ policy, level }) => [policy, level]),
      [["exemptions-are-used", "advisory"]],
    );
    assert.match(
      all[0]?.message ?? "",
      /^The exemption of at-least-two-targets for \*::blue \(the last one leaves in June\) matches nothing/,
    );
  });

  it("keeps silent about one that is needed", async () => {
    const all = await judged(split({ blue: { weight: 1, targets: 1 } }), exempting("at-least-two-targets"));
    assert.deepEqual(
      all.map(({ policy }) => policy),
      ["at-least-two-targets"],
    );
  });
});
