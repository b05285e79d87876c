import assert from "node:assert/strict";
import { masked, misfit } from "../../control/mask";
import { UNKNOWN, type Value } from "../../traffic";

const KEY = "key";
const differs = (previewed: Value, updated: Value) => misfit(masked(previewed, KEY), updated, KEY);

describe("A mask of properties", () => {
  it("shows nothing of a value", () => {
    assert.doesNotMatch(JSON.stringify(masked({ password: "hunter2" }, KEY)), /hunter2/);
  });

  it("fits what it was made of, and nothing else", () => {
    assert.equal(differs({ weight: 50 }, { weight: 50 }), undefined);
    assert.equal(differs({ weight: 50 }, { weight: 100 }), "weight");
    assert.equal(differs({ weight: 50 }, { weight: "50" }), "weight");
  });

  it("names the place deep inside that is another one", () => {
    assert.equal(differs({ a: [{ weight: 1 }, { weight: 2 }] }, { a: [{ weight: 1 }, { weight: 3 }] }), "a[1].weight");
  });

  it("fits anything where the value was not known, in a list as well", () => {
    assert.equal(differs({ arn: UNKNOWN }, { arn: "x" }), undefined);
    assert.equal(differs({ arn: UNKNOWN }, {}), undefined);
    assert.equal(differs([UNKNOWN, 1], ["x", 1]), undefined);
    assert.equal(differs([UNKNOWN, 1], ["x", 2]), "[1]");
  });

  it("does not fit a list of another length, nor what is no list", () => {
    assert.equal(differs({ targets: ["a", "b"] }, { targets: ["a"] }), "targets");
    assert.equal(differs({ targets: ["a"] }, { targets: "a" }), "targets");
  });

  it("does not fit what is no object where it was one", () => {
    for (const other of ["a", ["a"]]) assert.equal(differs({ forward: { weight: 1 } }, { forward: other }), "forward");
    assert.equal(differs({ weight: 1 }, null), "");
  });

  it("does not fit where a property was added or is gone", () => {
    assert.equal(differs({ a: 1 }, { a: 1, b: 2 }), "b");
    assert.equal(differs({ a: 1, b: 2 }, { a: 1 }), "b");
  });

  it("does not mind null, nor what a provider notes for itself", () => {
    assert.equal(differs({ a: 1, b: null, __defaults: ["x"] }, { a: 1 }), undefined);
  });
});
