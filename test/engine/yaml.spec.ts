import assert from "node:assert/strict";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openPools, writePools, type Pools } from "./pools-project";
import type { Project } from "./project";
import { together } from "./together";
import { saidByCore as said } from "./verdicts";

const pack = ["--policy-pack", evenkeel];

const pools = (blue: readonly [number, number], green: readonly [number, number]): Pools => ({
  blue: { targets: blue[0], weight: blue[1] },
  green: { targets: green[0], weight: green[1] },
});

/** A program in YAML, driven by the commands that a user types. */
describe("A YAML project", () => {
  const observed = together(2, {
    "a safe program": () => onProject(pools([4, 80], [2, 20]), (project) => project.preview(...pack)),
    "a faulty program": () => onProject(pools([4, 80], [1, 20]), (project) => project.preview(...pack)),
    "an update to a faulty program": () =>
      onProject(pools([4, 80], [1, 20]), async (project) => {
        const outcome = await project.up(...pack);
        const { stdout } = await project.pulumi("stack", "--show-ids");
        return { ...outcome, output: `${outcome.output}${stdout}` };
      }),
    "a program that depends on what is unknown": () =>
      onProject(pools([5, 100], [1, 0]), (project) => project.preview(...pack)),
    "a deployed program": () =>
      onProject(pools([5, 100], [1, 0]), async (project) => {
        await deployed(project);
        return project.preview(...pack);
      }),
    "the incident": () =>
      onProject(pools([5, 100], [1, 0]), async (project) => {
        await deployed(project);
        await writePools(project.folder, pools([5, 0], [1, 100]));
        return project.preview(...pack);
      }),
  });

  it("passes its preview where it is safe", async () => {
    const outcome = await observed("a safe program");
    assert.deepEqual(said(outcome), [], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });

  it("fails its preview where it is not", async () => {
    const outcome = await observed("a faulty program");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets green"], outcome.output);
    assert.equal(outcome.exitCode, 1);
  });

  it("is not updated where it is not safe, because an update begins with a preview", async () => {
    const outcome = await observed("an update to a faulty program");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets green"], outcome.output);
    assert.equal(outcome.exitCode, 1);
    assert.match(outcome.output, /Current stack resources \(0\)/);
  });

  it("is told what a first preview cannot prove", async () => {
    const outcome = await observed("a program that depends on what is unknown");
    assert.deepEqual(said(outcome), ["advisory traffic-is-provable green"], outcome.output);
    assert.equal(outcome.exitCode, 0);
  });

  it("is judged exactly once it is deployed", async () => {
    const outcome = await observed("a deployed program");
    assert.deepEqual(said(outcome), [], outcome.output);
  });

  it("fails the preview of the change that caused the incident", async () => {
    const outcome = await observed("the incident");
    assert.deepEqual(said(outcome), ["mandatory at-least-two-targets green"], outcome.output);
    assert.equal(outcome.exitCode, 1);
  });
});

async function deployed(project: Project): Promise<void> {
  const outcome = await project.up();
  assert.ok(outcome.ok, outcome.output);
}

async function onProject(given: Pools, act: (project: Project) => Promise<Outcome>): Promise<Outcome> {
  const project = await openPools(given);
  try {
    return await act(project);
  } finally {
    await project.destroyFiles();
  }
}
