import assert from "node:assert/strict";
import { asError } from "../../components/errors";
import { messageOf } from "../../traffic";

describe("What is thrown", () => {
  it("is an error as it is", () => {
    const error = new RangeError("too many");
    assert.equal(asError(error), error);
    assert.equal(messageOf(error), "too many");
  });

  it("is put in words where it is none", () => {
    assert.equal(asError(42).message, "42");
    assert.equal(messageOf("nonsense"), "nonsense");
  });
});
