import assert from "node:assert/strict";
import { cueFrom } from "../../../drills/session/script";
import { aligned } from "../../../drills/session/words";

describe("A line of a script", () => {
  it("may be a time alone, up to which nothing is done", () => {
    assert.deepEqual(cueFrom("04:10"), { at: 250, line: "" });
    assert.deepEqual(cueFrom("wait 60"), { after: 60, line: "" });
  });

  it("may be later than the first hour", () => {
    assert.deepEqual(cueFrom("1:00:05 health"), { at: 3605, line: "health" });
  });
});

describe("A table in an answer", () => {
  it("keeps its columns where a row is shorter or longer than the first", () => {
    assert.equal(aligned([["a", "b"], ["long"], ["c", "d", "e"]]), "a     b\nlong\nc     d  e");
    assert.equal(aligned([]), "");
  });
});
