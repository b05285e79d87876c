import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { gateSetting } from "../../../components/gate/setting";

describe("The setting of the health gate", () => {
  afterEach(() => {
    runtime.setAllConfig({});
  });
  const settingOf = (config: Record<string, string>) => {
    runtime.setAllConfig(config);
    return gateSetting();
  };

  it("is on where nothing is said", () => {
    assert.deepEqual(settingOf({}), { isOn: true });
  });

  it("is off with a reason", () => {
    const config = { "evenkeel:healthGate": "off", "evenkeel:healthGateReason": " INC-42 " };
    assert.deepEqual(settingOf(config), { isOn: false, reason: "INC-42" });
  });

  it("is an error that says what to set, without a reason", () => {
    for (const reason of [{}, { "evenkeel:healthGateReason": " " }]) {
      assert.throws(
        () => settingOf({ "evenkeel:healthGate": "off", ...reason }),
        /off without a reason.*pulumi config set evenkeel:healthGateReason/,
      );
    }
  });

  it("is an error where it is neither on nor off", () => {
    assert.throws(() => settingOf({ "evenkeel:healthGate": "false" }), /must be on or off, but is "false"/);
  });
});
