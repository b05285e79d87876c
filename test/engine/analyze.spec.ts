import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { evenkeel } from "./evenkeel";
import { outcome, type Outcome } from "./outcome";
import { openPools } from "./pools-project";
import { together } from "./together";
import { saidByCore as said } from "./verdicts";

/** `pulumi policy analyze` judges what is deployed, from its state, without a program. */
describe("A deployed stack", () => {
  const analyzed = together(2, {
    "with two targets": () => analyze(2),
    "with one target": () => analyze(1),
  });

  it("passes where it is safe", async () => {
    const outcome = await analyzed("with two targets");
    assert.deepEqual(said(outcome), [], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });

  it("fails where it is not", async () => {
    const outcome = await analyzed("with one target");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets green"], outcome.output);
    assert.equal(outcome.exitCode, 1);
  });
});

async function analyze(targets: number): Promise<Outcome> {
  const project = await openPools({ blue: { targets: 4, weight: 80 }, green: { targets, weight: 20 } });
  try {
    const deployed = await project.up();
    assert.ok(deployed.ok, deployed.output);
    const { exitCode, stdout, stderr } = await project.pulumi("policy", "analyze", "--policy-pack", evenkeel, "--json");
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    return outcome(exitCode, events, `${stdout}${stderr}`);
  } finally {
    await project.destroyFiles();
  }
}
