import assert from "node:assert/strict";
import { aws } from "./aws/provider";
import { Resources } from "./resources";
import { unknown, type Properties } from "./values";

const cloud = new Resources(aws);
const check = (inputs: Properties) => {
  const token = "aws:lb/listener:Listener";
  return cloud.check({ token, name: "web", urn: `urn:pulumi:s::p::${token}::web` }, inputs, {}, "");
};
const listener = { loadBalancerArn: unknown, defaultActions: [{ type: "forward", targetGroupArn: unknown }] };

describe("A cloud on loopback", () => {
  it("takes what the schema of the provider knows, known or not", () => {
    assert.equal(check(listener)["loadBalancerArn"], unknown);
  });

  it("refuses a property that the schema does not know, wherever it stands", () => {
    assert.throws(() => check({ ...listener, ports: 80 }), /Listener web: Invalid or unknown key 'ports'/);
    const defaultActions = [{ type: "forward", targetGroup: unknown }];
    assert.throws(() => check({ ...listener, defaultActions }), /unknown key 'defaultActions\[0\]\.targetGroup'/);
  });

  it("refuses what lacks a property that it must have", () => {
    assert.throws(() => check({ loadBalancerArn: unknown }), /Missing required property 'defaultActions'/);
    const defaultActions = [{ targetGroupArn: unknown }];
    assert.throws(() => check({ ...listener, defaultActions }), /required property 'defaultActions\[0\]\.type'/);
  });
});
