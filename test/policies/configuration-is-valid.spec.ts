import assert from "node:assert/strict";
import type { Properties } from "../../traffic";
import { split } from "../support/aws";
import { judged } from "../support/engine";

const POLICY = "configuration-is-valid";
const alone = split({ blue: { weight: 1, targets: 1 } });
const NEVER = "2999-12-31";

/** What is said, as `level policy`, and the words. */
async function said(decisions: Properties): Promise<{ told: string[]; words: string }> {
  const all = await judged(alone, { [POLICY]: decisions });
  return {
    told: all.map(({ level, policy }) => `${level} ${policy}`),
    words: all.map(({ message }) => message).join("\n"),
  };
}

const exemption = (changes: Properties = {}): Properties => ({
  policy: "at-least-two-targets",
  urn: "*::blue",
  reason: "a canary of the new billing",
  until: NEVER,
  ...changes,
});

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe(POLICY, () => {
  it("turns a block into an advisory that says why, for what is exempt", async () => {
    const { told, words } = await said({ exemptions: [exemption()] });
    assert.deepEqual(told, ["advisory at-least-two-targets"]);
    assert.match(words, /Exempt until 2999-12-31: a canary of the new billing$/m);
  });

  it("leaves what is about another resource", async () => {
    const { told } = await said({ exemptions: [exemption({ urn: "*::green" })] });
    assert.deepEqual(told, ["mandatory at-least-two-targets", "advisory exemptions-are-used"]);
  });

  for (const [what, changes, words] of [
    ["has expired", { until: "2020-01-31" }, /exemptions\[0\] .* does not hold: it expired on 2020-01-31/],
    ["gives no reason", { reason: " " }, /does not hold: it gives no reason/],
    ["names no policy that there is", { policy: "at-least-two" }, /does not hold: there is no policy at-least-two/],
    [
      "ends on no day that there is",
      { until: "2027-02-30" },
      /until must be a day, as 2026-12-31, but is "2027-02-30"/,
    ],
    ["names no resource", { urn: " " }, /it names no resource/],
  ] as const) {
    it(`blocks where an exemption ${what}, and the exemption does not hold`, async () => {
      const { told, words: spoken } = await said({ exemptions: [exemption(changes)] });
      assert.deepEqual(told, [`mandatory ${POLICY}`, "mandatory at-least-two-targets"]);
      assert.match(spoken, words);
    });
  }

  it("holds a baseline as long as the finding is no worse", async () => {
    const { told } = await said({ exemptions: [exemption({ measure: -1 })] });
    assert.deepEqual(told, ["advisory at-least-two-targets"]);
  });

  it("blocks again what is worse than its baseline", async () => {
    const { told, words } = await said({ exemptions: [exemption({ measure: -2 })] });
    assert.deepEqual(told, ["mandatory at-least-two-targets"]);
    assert.match(words, /it is worse now than what that accepted/);
  });

  it("gives a stack the levels of the preset whose pattern fits its name first", async () => {
    const stacks = [
      { match: "te*", preset: "advisory" },
      { match: "*", preset: "strict" },
    ];
    assert.deepEqual((await said({ stacks })).told, ["advisory at-least-two-targets"]);
  });

  it("leaves the levels of a stack that no pattern fits", async () => {
    const stacks = [{ match: "dev-*", preset: "advisory" }];
    assert.deepEqual((await said({ stacks })).told, ["mandatory at-least-two-targets"]);
  });

  it("refuses a preset that there is not", async () => {
    const { told, words } = await said({ stacks: [{ match: "*", preset: "lenient" }] });
    assert.ok(told.includes(`mandatory ${POLICY}`));
    assert.match(words, /stacks\[0\]\.preset must be one of recommended, strict, advisory/);
  });

  it("lets everything pass, and says so loudly, while the glass is broken", async () => {
    const { told, words } = await said({ breakGlass: { who: "ada", why: "INC-42", until: soon(30) } });
    assert.deepEqual(told, [`advisory ${POLICY}`, "advisory at-least-two-targets"]);
    assert.match(words, /^THE GLASS IS BROKEN until .*, by ada: INC-42$/m);
  });

  for (const [what, changes, words] of [
    ["for more than an hour", () => ({ until: soon(61) }), /it may last 60 minutes at most/],
    ["until a moment that has passed", () => ({ until: soon(-1) }), /it ended at/],
    ["by nobody", () => ({ who: "" }), /it does not say who/],
    ["without a reason", () => ({ why: "" }), /it gives no reason/],
    ["until no moment", () => ({ until: "tonight" }), /until must be a moment with its time zone/],
  ] as const) {
    it(`blocks where the glass is broken ${what}`, async () => {
      const breakGlass = { who: "ada", why: "INC-42", until: soon(30), ...changes() };
      const { told, words: spoken } = await said({ breakGlass });
      assert.deepEqual(told, [`mandatory ${POLICY}`, "mandatory at-least-two-targets"]);
      assert.match(spoken, words);
    });
  }

  for (const [path, decisions] of [
    ["stacks[0].match", { stacks: [{ match: 7, preset: "strict" }] }],
    ["exemptions[0].policy", { exemptions: [{ policy: 7, urn: "*", reason: "r", until: "2030-01-01" }] }],
    ["exemptions[0].urn", { exemptions: [{ policy: "p", urn: 7, reason: "r", until: "2030-01-01" }] }],
    ["exemptions[0].reason", { exemptions: [{ policy: "p", urn: "*", reason: 7, until: "2030-01-01" }] }],
    ["exemptions[0].until", { exemptions: [{ policy: "p", urn: "*", reason: "r", until: 7 }] }],
    ["breakGlass.who", { breakGlass: { who: 7, why: "w", until: "2030-01-01T00:00:00Z" } }],
    ["breakGlass.why", { breakGlass: { who: "w", why: 7, until: "2030-01-01T00:00:00Z" } }],
    ["breakGlass.until", { breakGlass: { who: "w", why: "w", until: 7 } }],
  ] as const) {
    it(`refuses a ${path} that is no text`, async () => {
      const { words } = await said(decisions);
      assert.ok(words.includes(`The configuration of configuration-is-valid is wrong: ${path} must be a text.`), words);
    });
  }

  it("takes what of the glass is not given for missing", async () => {
    const { words } = await said({ breakGlass: { why: "INC-42" } });
    assert.match(words, /^breakGlass does not hold: it does not say who breaks the glass\.$/m);
  });

  it("says of broken glass what follows from it", async () => {
    const { words } = await said({ breakGlass: { who: "ada", why: "INC-42", until: soon(30) } });
    assert.match(
      words,
      /^Until then nothing blocks\. What would have blocked is told as an advisory: go through it when this is over\.$/m,
    );
  });
});
