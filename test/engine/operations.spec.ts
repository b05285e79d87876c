import assert from "node:assert/strict";
import { faultyChange, safe, takingAway, unreadableChange, wholeChange } from "./operations-stories";
import { pools, tell, tellWithWitness } from "./operations-story";
import { passed, stopped, unjudged } from "./operations-verdicts";
import { together } from "./together";

const SAFE = "100 to 3 of blue, 0 to 1 of green";
const FAULTY = "0 to 3 of blue, 100 to 1 of green";
const SHORT = ["at-least-two-targets green"];
const UNREADABLE = ["stack-is-readable http"];

/** What docs/operations.md says, measured. */
describe("In each operation, the policies", function () {
  // The first stories wait for an engine that starts all of them.
  this.timeout(300_000);

  const told = together(2, {
    "a faulty change": () => tell(safe, faultyChange),
    "a change that is safe as a whole": () => tellWithWitness(safe, wholeChange),
    "what takes away": () => tell(pools([100, 0], [2, 1]), takingAway),
    "an unreadable change": () => tell(safe, unreadableChange),
  });
  const of = (story: Parameters<typeof told>[0]) => async (command: string) => {
    const deed = (await told(story))[command];
    assert.ok(deed, `no ${command}`);
    return deed;
  };
  const faulty = of("a faulty change");
  const whole = of("a change that is safe as a whole");
  const taking = of("what takes away");
  const unreadable = of("an unreadable change");

  it("fail the preview of a faulty change", async () => {
    stopped(await faulty("preview"), SHORT, SAFE);
  });

  it("stop an update in its preview, before anything of it is done", async () => {
    stopped(await faulty("update"), SHORT, SAFE);
  });

  it("let a targeted update pass that leaves the faulty resource as it is", async () => {
    passed(await faulty("targeted update without the listener"), SAFE);
  });

  it("stop a targeted update that the faulty resource is in, before anything of it is done", async () => {
    stopped(await faulty("targeted update of the listener"), SHORT, SAFE);
  });

  it("can only tell of an update without a preview when it is done", async () => {
    stopped(await faulty("update without a preview"), SHORT, FAULTY);
  });

  it("fail an analysis of what is deployed", async () => {
    stopped(await faulty("analysis"), SHORT, FAULTY);
  });

  it("are not run by a refresh", async () => {
    unjudged(await faulty("refresh"), FAULTY);
  });

  it("stop every other update while a fault is deployed", async () => {
    stopped(await faulty("next update"), SHORT, FAULTY);
  });

  it("are printed in a preview and again in its update", async () => {
    assert.equal((await whole("update that succeeds")).output.match(/^Policies:/gm)?.length, 2);
  });

  it("are shown each resource by itself and then the stack", async () => {
    assert.deepEqual((await whole("preview")).shown, { toResourcePolicies: 1, toStackPolicies: 1 });
  });

  it("are printed with the fault and the remedy, and the operation fails in its own name", async () => {
    const { output } = await faulty("update");
    assert.match(
      output,
      /❌ evenkeel@v\S+ .*\n +- \[mandatory\] \[severity: critical\] +at-least-two-targets +\(.*: green\)/,
    );
    assert.match(output, /Register another target in target group green, or set its weight to 0\./);
    assert.match(output, /error: preview failed/);
    assert.match((await faulty("update without a preview")).output, /error: update failed/);
    assert.match((await faulty("analysis")).output, /error: one or more mandatory policy violations were found/);
  });

  it("let a change pass that is safe as a whole", async () => {
    passed(await whole("preview"), SAFE);
  });

  it("stop the part of it that would not be safe by itself", async () => {
    stopped(await whole("targeted update of the listener"), SHORT, SAFE);
  });

  it("do not judge what an update leaves that fails half way, though a tick is printed", async () => {
    const deed = await whole("update that fails half way");
    assert.deepEqual([deed.deployed, deed.blockedBy], [FAULTY, []], deed.output);
    assert.deepEqual(deed.shown, { toResourcePolicies: 1, toStackPolicies: 0 });
    assert.match(deed.output, /✅ evenkeel@v/);
  });

  it("find in an analysis what such an update has left", async () => {
    stopped(await whole("analysis of what it has left"), SHORT, FAULTY);
  });

  it("count a target that goes, but that a targeted update leaves", async () => {
    passed(await taking("targeted update without it"), "100 to 2 of blue, 0 to 1 of green");
  });

  it("stop a targeted update that takes a target away", async () => {
    const there = "100 to 2 of blue, 0 to 1 of green";
    stopped(await taking("targeted update of it"), ["at-least-two-targets blue"], there);
  });

  for (const operation of ["destroy", "refresh", "import"]) {
    it(`cannot be asked for in a ${operation}`, async () => {
      const { output, exitCode } = await taking(`${operation} with a pack`);
      assert.match(output, /unknown flag: --policy-pack/);
      assert.notEqual(exitCode, 0);
    });
  }

  it("do not see that a destroy takes a target from those that stay", async () => {
    unjudged(await taking("targeted destroy"), "100 to 1 of blue, 0 to 1 of green");
  });

  it("find in an analysis what such a destroy has left", async () => {
    const { blockedBy, output } = await taking("analysis after it");
    assert.deepEqual(blockedBy, ["at-least-two-targets blue"], output);
  });

  it("do not stand in the way of a destroy", async () => {
    unjudged(await taking("destroy"), "nothing");
    passed(await taking("analysis of nothing"), "nothing");
  });

  it("let a targeted update pass that leaves out what cannot be read", async () => {
    passed(await unreadable("targeted update without it"), SAFE);
  });

  it("stop an update to what cannot be read, before anything of it is done", async () => {
    stopped(await unreadable("update"), UNREADABLE, SAFE);
  });

  it("can only tell of what cannot be read when an update without a preview is done", async () => {
    stopped(await unreadable("update without a preview"), UNREADABLE, "abc to 3 of blue, 0 to 1 of green");
  });

  it("fail an analysis of what cannot be read", async () => {
    stopped(await unreadable("analysis"), UNREADABLE, "abc to 3 of blue, 0 to 1 of green");
  });
});
