import assert from "node:assert/strict";
import { split } from "../support/aws";
import { evenkeel, previewOf, reported, scratchFolder, stateOf } from "./support/command";

const shared = (blue: number, green: number) =>
  split({ blue: { weight: blue, targets: 5 }, green: { weight: green, targets: 2 } });

/** The incident of 2024-08-20 in small: all goes to the smaller pool, which holds two. */
const [BEFORE, AFTER] = [shared(100, 0), shared(0, 100)];

describe("evenkeel compare", () => {
  const { write } = scratchFolder();
  const sides = () => [write("before.json", stateOf(BEFORE)), write("after.json", stateOf(AFTER))] as const;

  it("calls a collapse out even where both sides pass", async () => {
    const { code, out } = await evenkeel(["compare", ...sides()]);
    assert.equal(code, 1);
    assert.match(
      out,
      /COLLAPSE {2}listener web:443\n {2}instance green-0 gets 50 % of the traffic; before, no backend got more than 20 %\./,
    );
    assert.doesNotMatch(out, /BLOCKS/);
  });

  it("shows of each route what was and what is to be", async () => {
    const { out } = await evenkeel(["compare", ...sides()]);
    assert.match(out, /│ listener web:443 │ COLLAPSE │ 20 % → 50 % +│ 5 → 2 +│ 5 → 2 +│ 2 +│/);
  });

  it("takes both sides from one preview", async () => {
    const preview = write("preview.json", previewOf(BEFORE, AFTER));
    const [stack] = (await reported(["compare", preview])).stacks;
    assert.deepEqual(
      stack?.comparison?.changes.map(({ kind }) => kind),
      ["collapse"],
    );
  });

  it("says what is new of what it finds", async () => {
    const lone = split({ blue: { weight: 50, targets: 5 }, green: { weight: 50, targets: 1 } });
    const [before, after] = [write("before.json", stateOf(lone)), write("after.json", stateOf(lone))];
    const same = (await reported(["compare", before, after])).stacks[0]?.findings ?? [];
    assert.ok(same.length > 0);
    assert.ok(same.every(({ isNew }) => isNew === false));
    const made = (await reported(["compare", write("before.json", stateOf(BEFORE)), after])).stacks[0]?.findings ?? [];
    assert.ok(made.some(({ policy, isNew }) => policy === "at-least-two-targets" && isNew === true));
  });

  it("ends with 1 on what gets worse where that is asked for", async () => {
    const [before, after] = [
      write("before.json", stateOf(shared(50, 50))),
      write("after.json", stateOf(shared(40, 60))),
    ];
    const ended = async (...args: string[]) => (await evenkeel(["compare", before, after, ...args])).code;
    assert.deepEqual([await ended(), await ended("--fail-on", "worse")], [0, 1]);
  });

  it("ends with 0 where nothing changes", async () => {
    const [before, after] = [write("before.json", stateOf(BEFORE)), write("after.json", stateOf(BEFORE))];
    const { code, out } = await evenkeel(["compare", before, after, "--fail-on", "worse"]);
    assert.equal(code, 0);
    assert.match(out, /Routes: 1 same\./);
  });

  it("asks for the other side of a state", async () => {
    const { code, err } = await evenkeel(["compare", write("state.json", stateOf(BEFORE))]);
    assert.equal(code, 2);
    assert.match(
      err,
      /state\.json: a state shows one side only\. Give a second file, a preview of the change, or --live$/,
    );
  });

  it("asks for files where none is given, and refuses both files and a stack", async () => {
    assert.match((await evenkeel(["compare"])).err, /two files, one preview or --stack is expected$/);
    assert.match((await evenkeel(["compare", "a", "--stack", "b"])).err, /files and --stack exclude each other$/);
  });
});
