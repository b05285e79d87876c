import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { evenkeelPolicies } from "../../policies";
import { eachRule } from "../../policies/catalogue";
import { listen, network, pool } from "./cases/network";
import { policies } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newPack, type ThrowawayPack } from "./pack";
import { newStack, type Run } from "./stack";
import { together } from "./together";
import { saidByCore as said } from "./verdicts";

/** A pack of a team that puts Evenkeel's policies beside one of its own. */
const acme = `
  const { PolicyPack } = require("@pulumi/policy");
  const { evenkeelPolicies } = require(${JSON.stringify(policies)});

  const named = {
    name: "named-target-groups",
    description: "A target group must have a name of its own.",
    enforcementLevel: "advisory",
    validateResource: ({ type, name, props }, report) => {
      if (type === "aws:lb/targetGroup:TargetGroup" && !props.name.startsWith("acme-")) report(name);
    },
  };
  new PolicyPack("acme", { policies: [named, ...evenkeelPolicies] });
`;

describe("A pack that somebody composes", () => {
  let pack: ThrowawayPack;
  before(async () => {
    pack = await newPack(acme);
  });
  after(() => pack.remove());

  const preview = (targets: number, packConfig?: Run["packConfig"]) =>
    onStack(targets, { packs: [pack.folder], ...(packConfig === undefined ? {} : { packConfig }) });
  const observed = together(2, {
    "one target": () => preview(1),
    "two targets": () => preview(2),
    "two targets of three": () => preview(2, { "at-least-two-targets": { minTargets: 3 } }),
    "one target, advised": () =>
      preview(1, { "at-least-two-targets": "advisory", "named-target-groups": { enforcementLevel: "disabled" } }),
  });

  it("judges as Evenkeel's own pack does, beside the policies of its owner", async () => {
    const outcome = await observed("one target");
    assert.deepEqual(said(outcome), ["advisory named-target-groups web", "mandatory at-least-two-targets web"]);
    assert.equal(outcome.exitCode, 1);
  });

  it("passes what is safe", async () => {
    const outcome = await observed("two targets");
    assert.deepEqual(said(outcome), ["advisory named-target-groups web"], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });

  it("takes the same options", async () => {
    const outcome = await observed("two targets of three");
    const blocked = outcome.violations.find(({ level }) => level === "mandatory");
    assert.equal(blocked?.policy, "at-least-two-targets", outcome.output);
    assert.match(blocked.message, /guarantees 2 targets .*; at least 3 are required\./);
  });

  it("takes the same levels", async () => {
    const outcome = await observed("one target, advised");
    assert.deepEqual(said(outcome), ["advisory at-least-two-targets web"], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });
});

describe("Importing the policies", () => {
  it("gives them all, by their names", () => {
    assert.deepEqual(
      evenkeelPolicies.map(({ name }) => name),
      [
        ...["configuration-is-valid", "stack-is-readable", ...eachRule(({ id }) => id)],
        ...["change-is-approved", "exemptions-are-used", "previewed-before-update"],
      ],
    );
  });

  it("starts nothing", async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["-e", `require(${JSON.stringify(policies)})`], { timeout: 30_000 });
    assert.equal(stdout, "");
  });
});

async function onStack(targets: number, run: Run): Promise<Outcome> {
  const stack = await newStack(() => {
    const site = network();
    listen("http", site.front, [pool("web", targets, site), 1]);
    return Promise.resolve();
  });
  try {
    return await stack.preview(run);
  } finally {
    await stack.destroyFiles();
  }
}
