import assert from "node:assert/strict";
import { script } from "./scripts";

const failures = async (...lines: string[]) =>
  (await script<{ failuresIn(lines: string[]): string[] }>("test/failures.mjs")).failuresIn(lines);

describe("the tests that failed", () => {
  it("are told from mocha's summary to the table of coverage", async () => {
    assert.deepEqual(
      await failures("  1 passing (3s)", "  1 failing", "  1) a test", "ERROR: Coverage is low", "---|---|", "File |"),
      ["  1 failing", "  1) a test", "ERROR: Coverage is low"],
    );
  });

  it("are told through colours", async () => {
    assert.deepEqual(await failures("\x1b[31m  1 failing\x1b[0m", "  1) a test"), [
      "\x1b[31m  1 failing\x1b[0m",
      "  1) a test",
    ]);
  });

  it("are none where all passed", async () => {
    assert.deepEqual(await failures("  12 passing (3s)", "---|---|"), []);
  });
});
