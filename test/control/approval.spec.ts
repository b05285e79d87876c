import assert from "node:assert/strict";
import { approvalIn, shown, signedIn, whyNotAbout, whyNotNow, type Approval } from "../../control/approval";

const NOW = new Date("2025-03-01T12:00:00Z");
const APPROVAL = {
  ...{ format: 1, stack: "shop/prod", previous: "a", digest: "b", kind: "approval", by: "ada", reason: "", nonce: "n" },
  ...{ at: "2025-03-01T11:00:00Z", until: "2025-03-01T13:00:00Z" },
};
const read = (changes: object) => approvalIn(JSON.stringify({ ...APPROVAL, ...changes }));
const approval = (changes: object = {}): Approval => {
  const found = read(changes);
  return typeof found === "string" ? assert.fail(found) : found;
};

describe("An approval", () => {
  for (const [text, why] of [
    ["{", "it is cut short, or no JSON"],
    ["null", "it is no object"],
    ["1", "it is no object"],
    [JSON.stringify({ payload: "x" }), "it lacks its payload or its signature"],
    [JSON.stringify({ signature: "x" }), "it lacks its payload or its signature"],
  ] as const) {
    it(`is not read from the file ${text}`, () => {
      assert.equal(signedIn(text), why);
    });
  }

  for (const [changes, why] of [
    [{ format: 2 }, "it is of a format that this version does not know"],
    [{ until: 5 }, "its until is no text"],
    [{ kind: "wish" }, "it is neither an approval nor a broken glass"],
    [{ kind: "break glass", reason: " " }, "it gives no reason"],
  ] as const) {
    it(`is none with ${JSON.stringify(changes)}`, () => {
      assert.equal(read(changes), why);
    });
  }

  it("is about one stack, one change and one state before it", () => {
    const wanted = { stack: "shop/prod", previous: "a", digest: "b" };
    assert.equal(whyNotAbout(approval(), wanted), undefined);
    assert.equal(whyNotAbout(approval(), { stack: "shop/prod", digest: "b" }), undefined);
    assert.match(whyNotAbout(approval(), { ...wanted, stack: "x" }) ?? "", /for stack shop\/prod/);
    assert.match(whyNotAbout(approval(), { ...wanted, digest: "x" }) ?? "", /another change/);
    assert.match(whyNotAbout(approval(), { ...wanted, previous: "x" }) ?? "", /another state/);
  });

  it("does not count when it does not say from when until when", () => {
    assert.equal(whyNotNow(approval(), NOW), undefined);
    for (const changes of [{ at: "soon" }, { until: "later" }])
      assert.match(whyNotNow(approval(changes), NOW) ?? "", /does not say from when/);
  });

  it("is printed without what a terminal would obey, and no longer than a line", () => {
    assert.equal(shown("a\u001b[2Jb\nc"), "a?[2Jb?c");
    assert.equal(shown("x".repeat(81)), `${"x".repeat(80)}…`);
  });
});
