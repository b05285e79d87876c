import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listen, network, pool } from "./cases/network";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newStack, type Run } from "./stack";
import { together } from "./together";
import { said, saidByCore } from "./verdicts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const preset = (name: string) =>
  JSON.parse(readFileSync(join(evenkeel, "presets", `${name}.json`), "utf8")) as NonNullable<Run["packConfig"]>;

const decisions = (given: object) => ({ "configuration-is-valid": given });

/** A pool with one target. */
function lone(): Promise<void> {
  const site = network();
  listen("http", site.front, [pool("web", 1, site), 1]);
  return Promise.resolve();
}

/** Two pools of which one is too small; in a first preview nobody knows which of them gets the traffic. */
function unproved(): Promise<void> {
  const site = network();
  listen("http", site.front, [pool("blue", 5, site), 100], [pool("green", 1, site), 0]);
  return Promise.resolve();
}

describe("What a team decides", () => {
  const told =
    (program: () => Promise<void>, packConfig: NonNullable<Run["packConfig"]>) => async (): Promise<Outcome> => {
      const stack = await newStack(program);
      try {
        return await stack.preview({ packs: [evenkeel], packConfig });
      } finally {
        await stack.destroyFiles();
      }
    };
  const exemption = { policy: "at-least-two-targets", urn: "*::web", reason: "moves in May" };

  const observed = together(3, {
    "the recommended preset": told(unproved, preset("recommended")),
    "the strict preset": told(unproved, preset("strict")),
    "the advisory preset": told(lone, preset("advisory")),
    "stacks that get advisories": told(lone, decisions({ stacks: [{ match: "test-*", preset: "advisory" }] })),
    "stacks that are strict": told(unproved, decisions({ stacks: [{ match: "*", preset: "strict" }] })),
    "other stacks that get advisories": told(lone, decisions({ stacks: [{ match: "dev-*", preset: "advisory" }] })),
    "a preset that there is not": told(lone, decisions({ stacks: [{ match: "*", preset: "lenient" }] })),
    "an exemption": told(lone, decisions({ exemptions: [{ ...exemption, until: inDays(30) }] })),
    "an exemption that has expired": told(lone, decisions({ exemptions: [{ ...exemption, until: inDays(-2) }] })),
    "an exemption without a reason": told(
      lone,
      decisions({ exemptions: [{ ...exemption, reason: "", until: inDays(30) }] }),
    ),
    "an exemption of nothing": told(
      lone,
      decisions({ exemptions: [{ ...exemption, urn: "*::nobody", until: inDays(30) }] }),
    ),
    "broken glass": told(lone, decisions({ breakGlass: { who: "ada", why: "INC-42", until: inMinutes(30) } })),
    "broken glass for two hours": told(
      lone,
      decisions({ breakGlass: { who: "ada", why: "INC-42", until: inMinutes(120) } }),
    ),
  });

  it("with the recommended preset lets pass what is not proved, and says so", async () => {
    const { violations, exitCode, output } = await observed("the recommended preset");
    assert.ok(said({ violations }).includes("advisory traffic-is-provable green"), output);
    assert.equal(exitCode, 0, output);
  });

  it("with the strict preset blocks what is not proved", async () => {
    const { violations, exitCode, output } = await observed("the strict preset");
    assert.ok(said({ violations }).includes("mandatory traffic-is-provable green"), output);
    assert.equal(exitCode, 1, output);
  });

  it("with the advisory preset lets everything pass, and says what it would block", async () => {
    const { violations, exitCode, output } = await observed("the advisory preset");
    assert.deepEqual(saidByCore({ violations }), ["advisory at-least-two-targets web"], output);
    assert.equal(exitCode, 0, output);
  });

  it("holds for the stacks whose names fit", async () => {
    const outcome = await observed("stacks that get advisories");
    assert.deepEqual(saidByCore(outcome), ["advisory at-least-two-targets web"], outcome.output);
    assert.equal(outcome.exitCode, 0, outcome.output);
  });

  it("makes stacks strict by their names", async () => {
    const outcome = await observed("stacks that are strict");
    assert.ok(said(outcome).includes("mandatory traffic-is-provable green"), outcome.output);
    assert.equal(outcome.exitCode, 1, outcome.output);
  });

  it("does not hold for other stacks", async () => {
    const outcome = await observed("other stacks that get advisories");
    assert.deepEqual(saidByCore(outcome), ["mandatory at-least-two-targets web"], outcome.output);
    assert.equal(outcome.exitCode, 1, outcome.output);
  });

  it("is refused where it names a preset that there is not", async () => {
    const outcome = await observed("a preset that there is not");
    assert.equal(outcome.exitCode, 1, outcome.output);
    assert.match(outcome.output, /configuration-is-valid: stacks\.0\.preset: /);
  });

  it("exempts with a reason, and still tells of it", async () => {
    const outcome = await observed("an exemption");
    assert.deepEqual(saidByCore(outcome), ["advisory at-least-two-targets web"], outcome.output);
    assert.match(outcome.output, /Exempt until .*: moves in May/);
    assert.equal(outcome.exitCode, 0, outcome.output);
  });

  for (const [given, complaint] of [
    ["an exemption that has expired", /\(at-least-two-targets, \*::web\) does not hold: it expired/],
    ["an exemption without a reason", /\(at-least-two-targets, \*::web\) does not hold: it gives no reason/],
    ["broken glass for two hours", /breakGlass does not hold: it may last 60 minutes at most/],
  ] as const) {
    it(`blocks with ${given}, and says why it does not count`, async () => {
      const outcome = await observed(given);
      assert.ok(
        said(outcome).some((one) => one.startsWith("mandatory configuration-is-valid")),
        outcome.output,
      );
      assert.ok(said(outcome).includes("mandatory at-least-two-targets web"), outcome.output);
      assert.match(outcome.output, complaint);
      assert.equal(outcome.exitCode, 1, outcome.output);
    });
  }

  it("says of an exemption that matches nothing that it is not used", async () => {
    const outcome = await observed("an exemption of nothing");
    assert.ok(
      said(outcome).some((one) => one.startsWith("advisory exemptions-are-used")),
      outcome.output,
    );
    assert.ok(said(outcome).includes("mandatory at-least-two-targets web"), outcome.output);
  });

  it("lets everything pass, and says so loudly, while the glass is broken", async () => {
    const outcome = await observed("broken glass");
    assert.ok(said(outcome).includes("advisory at-least-two-targets web"), outcome.output);
    assert.match(outcome.output, /THE GLASS IS BROKEN until .*, by ada: INC-42/);
    assert.equal(outcome.exitCode, 0, outcome.output);
  });
});
