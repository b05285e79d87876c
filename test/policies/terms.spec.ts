import assert from "node:assert/strict";
import { whyNotBroken } from "../../policies/break-glass";
import { Exemptions, whyNot, type Exemption } from "../../policies/exemptions";
import type { Finding } from "../../policies/rule";

const NOW = new Date("2026-03-10T12:00:00Z");

describe("An exemption", () => {
  const given: Exemption = { policy: "even-zones", urn: "*::web", reason: "moves in May", until: "2026-03-10" };
  const why = (changes: Partial<Exemption>, now = NOW) =>
    whyNot({ ...given, ...changes }, now, new Set(["even-zones"]));

  it("holds through its last day, in UTC", () => {
    assert.equal(why({}), undefined);
    assert.equal(why({}, new Date("2026-03-10T23:59:59.999Z")), undefined);
    assert.match(why({}, new Date("2026-03-11T00:00:00Z")) ?? "", /^it expired on 2026-03-10: mend/);
  });

  for (const until of ["2026-3-10", "10.03.2026", "2026-02-30", "2026-03-10T00:00:00Z", "x2026-03-10", "tomorrow"]) {
    it(`does not hold until ${until}, which is no day`, () => {
      assert.equal(why({ until }), `until must be a day, as 2026-12-31, but is "${until}"`);
    });
  }

  it("does not hold without a reason, a resource or a policy that there is", () => {
    assert.equal(why({ reason: "  " }), "it gives no reason");
    assert.match(why({ urn: " " }) ?? "", /^it names no resource/);
    assert.equal(why({ policy: "odd-zones" }), "there is no policy odd-zones");
  });

  const finding: Finding = { kind: "fault", urn: "urn:pulumi:s::p::t::web", about: [], measure: 0.6, message: "" };

  it("is about the findings of its policy and its resource, as long as they are no worse", () => {
    const all = new Exemptions([{ ...given, measure: 0.6 }]);
    assert.deepEqual(all.of("even-zones", finding), { isWorse: false, note: "Exempt until 2026-03-10: moves in May" });
    assert.equal(all.of("spans-two-zones", finding), undefined);
    assert.equal(all.of("even-zones", { ...finding, urn: "urn:pulumi:s::p::t::api" }), undefined);
    assert.deepEqual(all.of("even-zones", { ...finding, measure: 0.7 }), {
      isWorse: true,
      note: "It was exempt until 2026-03-10 (moves in May), but it is worse now than what that accepted.",
    });
  });

  it("is unused until a finding has needed it", () => {
    const all = new Exemptions([given]);
    assert.deepEqual(all.unused, [given]);
    all.of("even-zones", finding);
    assert.deepEqual(all.unused, []);
  });
});

describe("Broken glass", () => {
  const why = (changes: Partial<Parameters<typeof whyNotBroken>[0]>) =>
    whyNotBroken({ who: "ada", why: "INC-42", until: "2026-03-10T12:30:00Z", ...changes }, NOW);

  it("holds for up to an hour", () => {
    assert.equal(why({}), undefined);
    assert.equal(why({ until: "2026-03-10T13:00:00Z" }), undefined);
    assert.equal(why({ until: "2026-03-10T14:30:00+02:00" }), undefined);
    assert.match(why({ until: "2026-03-10T13:00:01Z" }) ?? "", /^it may last 60 minutes at most/);
  });

  it("has ended at the moment that it names", () => {
    assert.equal(why({ until: "2026-03-10T12:00:00Z" }), "it ended at 2026-03-10T12:00:00Z: remove it");
  });

  it("does not hold without somebody and a reason", () => {
    assert.equal(why({ who: " " }), "it does not say who breaks the glass");
    assert.equal(why({ why: " " }), "it gives no reason");
  });

  for (const until of [
    "2026-03-10T12:30:00",
    "2026-03-10",
    "2026-03-10T25:30:00Z",
    "at 2026-03-10T12:30:00Z",
    "2026-03-10T12:30:00Z!",
  ]) {
    it(`does not hold until ${until}, which is no moment with a time zone`, () => {
      assert.match(why({ until }) ?? "", /^until must be a moment with its time zone/);
    });
  }
});
