import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Bounds, type Properties } from "../../../traffic";
import { unrepaired } from "../../../traffic/gcp/autohealing";
import { duringRollingUpdate } from "../../../traffic/gcp/rolling-updates";
import { group } from "../../support/gcp";

describe("A rolling update of ten", () => {
  const left = (
    updatePolicy: Properties[string],
    { zones = 1, floor = exactly(10) }: { zones?: number; floor?: Bounds } = {},
  ) => {
    const manager = group("web", 10, "us-central1-a", updatePolicy === null ? {} : { updatePolicy });
    return duringRollingUpdate(manager, { floor, setBy: undefined, gaps: [] }, exactly(zones));
  };

  for (const [what, policy, floor] of [
    ["takes one away by default", null, exactly(9)],
    ["takes as many away as it is told", { type: "PROACTIVE", maxUnavailableFixed: 3 }, exactly(7)],
    ["takes no more away than there are", { type: "PROACTIVE", maxUnavailableFixed: 30 }, exactly(0)],
    ["takes a percentage away, rounded either way", { type: "PROACTIVE", maxUnavailablePercent: 25 }, between(7, 8)],
    [
      "may take all away where the number is not known",
      { type: "PROACTIVE", maxUnavailableFixed: UNKNOWN },
      between(0, 10),
    ],
    ["may take all away where the percentage is not known", { maxUnavailablePercent: UNKNOWN }, between(0, 10)],
    ["may take all away where its kind is not known", { type: UNKNOWN }, between(0, 10)],
    ["may take all away where its action is not known", { minimalAction: UNKNOWN }, between(0, 10)],
    [
      "may take all away where what it may disrupt is not known",
      { mostDisruptiveAllowedAction: UNKNOWN },
      between(0, 10),
    ],
    ["may take all away where nothing of it is known", UNKNOWN, between(0, 10)],
  ] as const) {
    it(what, () => {
      assert.deepEqual(left(policy)?.floor, floor);
    });
  }

  it("takes one away in each zone", () => {
    assert.deepEqual(left(null, { zones: 3 })?.floor, exactly(7));
  });

  for (const policy of [
    { type: "OPPORTUNISTIC" },
    { type: "PROACTIVE", maxUnavailableFixed: 0 },
    { type: "PROACTIVE", maxUnavailablePercent: 0 },
    { type: "PROACTIVE", mostDisruptiveAllowedAction: "REFRESH" },
    { type: "PROACTIVE", mostDisruptiveAllowedAction: "NONE" },
  ]) {
    it(`takes nothing away with ${JSON.stringify(policy)}`, () => {
      assert.equal(left(policy), undefined);
    });
  }

  it("names the setting, and says what is not known", () => {
    assert.equal(left(null)?.setBy?.label, "updatePolicy.maxUnavailableFixed of managed instance group web");
    assert.deepEqual(left(null)?.gaps, []);
    assert.deepEqual(
      left(UNKNOWN)?.gaps.map(({ property }) => property),
      ["updatePolicy"],
    );
    assert.deepEqual(left({ maxUnavailableFixed: UNKNOWN })?.gaps.length, 1);
  });

  it("leaves any number of a group of which the size is not known", () => {
    const floor = between(4, Infinity);
    assert.deepEqual(left(null, { floor })?.floor, between(3, Infinity));
    assert.deepEqual(left({ maxUnavailablePercent: 50 }, { floor })?.floor, between(0, Infinity));
    assert.deepEqual(left({ maxUnavailableFixed: UNKNOWN }, { floor })?.floor, between(0, Infinity));
  });
});

describe("A managed group", () => {
  const ofPolicies = (autoHealingPolicies: Properties[string]) =>
    unrepaired(group("web", 2, "us-central1-a", { autoHealingPolicies }));

  it("keeps an unhealthy instance without autohealing", () => {
    for (const none of [null, []]) {
      assert.match(
        ofPolicies(none)?.why ?? "",
        /^managed instance group web makes an instance anew only when that no longer runs/,
      );
    }
  });

  it("repairs it with autohealing, or may where that is not known", () => {
    assert.equal(ofPolicies({ healthCheck: "check" }), undefined);
    assert.equal(ofPolicies(UNKNOWN), undefined);
  });
});
