import assert from "node:assert/strict";
import { listen, network, pool } from "./cases/network";
import { evenkeel, policies } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newPack } from "./pack";
import { newStack, type Run, type TestStack } from "./stack";
import { together } from "./together";
import { saidByCore as said } from "./verdicts";

type PackConfig = NonNullable<Run["packConfig"]>;

/** One pool behind one listener. */
const web = (targets: number, weight: number | string = 1) => {
  return () => {
    const site = network();
    listen("http", site.front, [pool("web", targets, site), weight as number]);
    return Promise.resolve();
  };
};

const incident = (blue: number, green: number) => () => {
  const site = network();
  listen("https", site.front, [pool("blue", 5, site), blue], [pool("green", 1, site), green]);
  return Promise.resolve();
};

describe("The pack", () => {
  const told = (targets: number, packConfig: PackConfig) => () =>
    on(web(targets), (stack) => stack.preview({ packs: [evenkeel], packConfig }));
  const unreadable = (packConfig: PackConfig) => () =>
    on(web(2, "abc"), (stack) => stack.preview({ packs: [evenkeel], packConfig }));

  const observed = together(3, {
    "the incident": () => change(incident(100, 0), incident(0, 100)),
    "a target that goes": () => change(web(2), web(1)),
    "an update without a preview": () => on(web(1), (stack) => stack.up({ packs: [evenkeel] })),
    "three targets demanded": told(2, { "at-least-two-targets": { minTargets: 3 } }),
    "one target demanded": told(2, { "at-least-two-targets": { minTargets: 1 } }),
    "two and a half targets demanded": told(2, { "at-least-two-targets": { minTargets: 2.5 } }),
    "a share of two": told(2, { "max-traffic-share": { maxShare: 2 } }),
    "a misspelt option": told(2, { "at-least-two-targets": { minTarget: 3 } }),
    "a pool filled for no reason": told(2, { "stack-is-readable": { filledElsewhere: [{ urn: "*", reason: "" }] } }),
    "all policies off": told(1, { all: "disabled" }),
    "one policy off": told(1, { "at-least-two-targets": "disabled" }),
    "a weight that is no number": unreadable({}),
    "a weight that is no number, with every policy advisory": unreadable({ all: "advisory" }),
    "a weight that is no number, with its reader off": unreadable({ "stack-is-readable": "disabled" }),
    "what is loaded": loaded,
  });

  it("tells of the incident all that its reader needs", async () => {
    const { violations, output } = await observed("the incident");
    assert.deepEqual(said({ violations }), ["mandatory at-least-two-targets green"], output);
    const violation = violations.find(({ level }) => level === "mandatory");
    assert.match(violation?.urn ?? "", /^urn:pulumi:test-\w+::evenkeel::aws:lb\/targetGroup:TargetGroup::green$/);
    assert.deepEqual(violation?.message.split("\n"), [
      "listener https:443 sends 100 % of its traffic to target group green, which guarantees 1 target (instance green0); at least 2 are required.",
      "Path: listener https:443 → target group green → instance green0.",
      "Register another target in target group green, or set its weight to 0.",
    ]);
  });

  it("blocks a change that takes a target away", async () => {
    const outcome = await observed("a target that goes");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets web"], outcome.output);
    assert.ok(outcome.steps.some(({ op, urn }) => op === "delete" && urn.includes("TargetGroupAttachment")));
    assert.equal(outcome.exitCode, 1);
  });

  it("can only tell of an update that had no preview, when it has happened", async () => {
    const outcome = await observed("an update without a preview");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets web"], outcome.output);
    assert.notEqual(outcome.exitCode, 0);
    assert.ok(
      outcome.steps.some(({ op, urn }) => op === "create" && urn.endsWith("Listener::http")),
      outcome.output,
    );
  });

  it("demands as many targets as it is told to", async () => {
    const outcome = await observed("three targets demanded");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets web"], outcome.output);
    assert.match(outcome.output, /guarantees 2 targets .*at least 3 are required/s);
  });

  for (const [configured, complaint] of [
    ["one target demanded", /at-least-two-targets: minTargets: Must be greater than or equal to 2$/],
    ["two and a half targets demanded", /at-least-two-targets: minTargets: .*integer/],
    ["a share of two", /max-traffic-share: maxShare: Must be less than or equal to 1$/],
    ["a pool filled for no reason", /stack-is-readable: filledElsewhere.0.reason: /],
  ] as const) {
    it(`refuses ${configured}, and says what is allowed`, async () => {
      const outcome = await observed(configured);
      assert.equal(outcome.exitCode, 1, outcome.output);
      assert.ok(
        outcome.errors.some((error) => error.split("\n").some((line) => complaint.test(line))),
        outcome.output,
      );
    });
  }

  it("refuses an option that it does not have, and names those it has", async () => {
    const outcome = await observed("a misspelt option");
    assert.equal(outcome.exitCode, 1, outcome.output);
    assert.match(outcome.output, /there is no option minTarget; its options are minTargets, canaryShare/);
  });

  it("says nothing where it is switched off", async () => {
    const outcome = await observed("all policies off");
    assert.deepEqual(said(outcome), [], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });

  it("lets another policy speak where the first one is switched off", async () => {
    const outcome = await observed("one policy off");
    assert.deepEqual(said(outcome), ["mandatory max-traffic-share web"], outcome.output);
  });

  for (const [when, policy] of [
    ["a weight that is no number", "stack-is-readable"],
    ["a weight that is no number, with every policy advisory", "stack-is-readable"],
    ["a weight that is no number, with its reader off", "at-least-two-targets"],
  ] as const) {
    it(`blocks what it cannot read, and names it: ${when}`, async () => {
      const outcome = await observed(when);
      assert.deepEqual(said(outcome), [`mandatory ${policy} http`], outcome.output);
      assert.match(
        outcome.violations[0]?.message ?? "",
        /^Evenkeel could not analyse this stack: defaultActions\[\]\.forward\.targetGroups\[0\]\.weight of http \(aws:lb\/listener:Listener\) must be a number from 0 to 999, but is a string\./,
      );
      assert.equal(outcome.exitCode, 1);
    });
  }

  it("loads no SDK of a cloud", async () => {
    const { violations, output } = await observed("what is loaded");
    const modules = violations.find(({ policy }) => policy === "modules")?.message.split("\n") ?? [];
    assert.ok(
      modules.some((module) => module.endsWith("/bin/traffic/index.js")),
      output,
    );
    assert.deepEqual(
      modules.filter((module) => /\/@pulumi\/(?!policy\/|pulumi\/)/.test(module)),
      [],
    );
  });
});

/** A pack that tells in the end which modules its process has loaded. */
async function loaded(): Promise<Outcome> {
  const pack = await newPack(`
    const { PolicyPack } = require("@pulumi/policy");
    const { evenkeelPolicies } = require(${JSON.stringify(policies)});
    const modules = {
      name: "modules",
      description: "Lists the modules.",
      enforcementLevel: "advisory",
      validateStack: (_, report) => report({ message: Object.keys(require.cache).join("\\n") }),
    };
    new PolicyPack("witness", { policies: [...evenkeelPolicies, modules] });
  `);
  try {
    return await on(web(1), (stack) => stack.preview({ packs: [pack.folder] }));
  } finally {
    await pack.remove();
  }
}

/** Previews the change from a program that is deployed to another. */
function change(from: () => Promise<void>, to: () => Promise<void>): Promise<Outcome> {
  return on(from, async (stack) => {
    const deployed = await stack.up();
    assert.ok(deployed.ok, deployed.output);
    stack.setProgram(to);
    return stack.preview({ packs: [evenkeel] });
  });
}

async function on(program: () => Promise<void>, act: (stack: TestStack) => Promise<Outcome>): Promise<Outcome> {
  const stack = await newStack(program);
  try {
    return await act(stack);
  } finally {
    await stack.destroyFiles();
  }
}
