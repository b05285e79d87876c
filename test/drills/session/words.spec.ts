import assert from "node:assert/strict";
import { aligned } from "../../../drills/session/words";

describe("A table in an answer", () => {
  it("keeps its columns where a row is shorter or longer than the first", () => {
    assert.equal(aligned([["a", "b"], ["long"], ["c", "d", "e"]]), "a     b\nlong\nc     d  e");
    assert.equal(aligned([]), "");
  });
});
