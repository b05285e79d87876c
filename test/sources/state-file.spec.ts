import assert from "node:assert/strict";
import { readStackFile } from "../../sources/stack-file";
import { UNKNOWN } from "../../traffic";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const URN = "urn:pulumi:prod::shop::aws:lb/targetGroup:TargetGroup::blue";

const resourcesIn = (text: string) => readStackFile(text).resources;

function stateWith(...resources: readonly Record<string, unknown>[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

const group = (more: Record<string, unknown> = {}) => ({ urn: URN, type: "aws:lb/targetGroup:TargetGroup", ...more });

describe("A state file", () => {
  it("gives resources with their inputs, outputs and id", () => {
    const [resource] = resourcesIn(
      stateWith(group({ id: "tg-1", inputs: { port: 80 }, outputs: { arn: "arn:blue" }, parent: "urn:parent" })),
    );
    assert.deepEqual(resource, {
      urn: URN,
      type: "aws:lb/targetGroup:TargetGroup",
      name: "blue",
      inputs: { port: 80 },
      outputs: { id: "tg-1", arn: "arn:blue" },
      propertyDependencies: {},
      ignoreChanges: [],
      parent: "urn:parent",
    });
  });

  it("takes an encrypted value for unknown", () => {
    const [resource] = resourcesIn(stateWith(group({ inputs: { port: { [SIGNATURE]: SECRET, ciphertext: "v1:x" } } })));
    assert.equal(resource?.inputs["port"], UNKNOWN);
  });

  it("counts a secret that was exported in the clear", () => {
    const [resource] = resourcesIn(stateWith(group({ inputs: { port: { [SIGNATURE]: SECRET, plaintext: "80" } } })));
    assert.equal(resource?.inputs["port"], 80);
  });

  it("leaves out what waits to be deleted", () => {
    assert.deepEqual(resourcesIn(stateWith(group({ delete: true }))), []);
  });

  it("leaves out what the program only looks up", () => {
    assert.deepEqual(resourcesIn(stateWith(group({ external: true }))), []);
  });

  for (const [what, text, words] of [
    ["is empty", "", /^The file is empty\./],
    ["is cut off", '{"version":3,"deplo', /^The file is not JSON, or is cut off\./],
    ["has neither a deployment nor steps", "{}", /^The file has neither a deployment nor steps\./],
    ["is a list", "[]", /^The file is not an object\./],
    ["has resources that are no list", '{"deployment":{"resources":{}}}', /^deployment\.resources is not a list\./],
    [
      "has a resource without a URN",
      stateWith({ type: "a:b:C" }),
      /^deployment\.resources\[0\] has no urn or no type\./,
    ],
  ] as const) {
    it(`is refused where it ${what}`, () => {
      assert.throws(() => resourcesIn(text), { name: "SourceError", message: words });
    });
  }
});
