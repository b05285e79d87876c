import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { command, fenced } from "../../../drills/runbook/shell";

const words = fc.array(
  fc.string({ unit: "grapheme", maxLength: 20 }).filter((word) => !word.includes("\0")),
  { maxLength: 5 },
);

/** What a shell makes of a command: its words. */
function wordsIn(text: string): string[] {
  const out = execFileSync("sh", ["-c", `for word in ${text}; do printf '%s\\0' "$word"; done`], { encoding: "utf8" });
  return out.split("\0").slice(0, -1);
}

describe("A command of a runbook", () => {
  it("is the same words to a shell, whatever is in them", () => {
    const hostile = ["'; rm -rf /; '", "$(touch /tmp/owned)", "`id`", "a\nb", '"', "--flag", "*", "~", "", "\\'"];
    assert.deepEqual(wordsIn(command(...hostile)), hostile);
    fc.assert(
      fc.property(words, (all) => {
        assert.deepEqual(wordsIn(command("x", ...all)), ["x", ...all]);
      }),
      { numRuns: 50 },
    );
  });

  it("does not end the block in which it stands", () => {
    const text = fenced([command("aws", "```\n# not a heading")]);
    assert.match(text, /^````sh\n/);
    assert.equal(text.split("\n").filter((line) => line === "````").length, 1);
  });
});
