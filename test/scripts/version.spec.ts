import assert from "node:assert/strict";
import { script } from "./scripts";

const version = () => script<{ isAtLeast: (version: string, wanted: string) => boolean }>("pulumi/version.mjs");

describe("the version of a Pulumi CLI", () => {
  const verdicts: [string, boolean][] = [
    ["v3.230.0", true],
    ["3.230.1\n", true],
    ["v3.231.0-alpha.x1a2b3c", true],
    ["v4.0.0", true],
    ["v3.229.9", false],
    ["v3.99.0", false],
    ["v2.400.0", false],
  ];
  for (const [found, enough] of verdicts) {
    it(`${found.trim()} is ${enough ? "enough" : "too old"} where 3.230.0 is wanted`, async () => {
      const { isAtLeast } = await version();
      assert.equal(isAtLeast(found, "3.230.0"), enough);
    });
  }

  it("that is none is said, not taken for an old one", async () => {
    const { isAtLeast } = await version();
    assert.throws(() => isAtLeast("command not found", "3.230.0"), /"command not found" is no version/);
  });
});
