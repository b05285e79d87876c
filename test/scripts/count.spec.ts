import assert from "node:assert/strict";
import { script } from "./scripts";

const count = async (...lines: string[]) =>
  (await script<{ countTests(lines: string[]): string }>("test/count.mjs")).countTests(lines);

describe("the count of tests", () => {
  it("is that of mocha's summary", async () => {
    assert.equal(await count("    ✔ a test", "", "  12 passing (3s)", "  2 failing"), "12 passed, 2 failed");
  });

  it("is read through colours", async () => {
    assert.equal(await count("\x1b[92m \x1b[0m\x1b[32m 12 passing\x1b[0m\x1b[90m (3s)\x1b[0m"), "12 passed, 0 failed");
  });

  it("is not taken from what a test prints", async () => {
    assert.equal(await count("  99 passing", "  12 passing (3s)"), "12 passed, 0 failed");
  });
});
