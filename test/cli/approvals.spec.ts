import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../../control/store";
import { digestOf, readGraph, type Resource } from "../../traffic";
import { addressOf, Team } from "../control/support/team";
import { split } from "../support/aws";
import { evenkeel, previewOf, scratchFolder, stateOf, type Surroundings } from "./support/command";

const shared = (blue: number, green: number) =>
  split({ blue: { weight: blue, targets: 5 }, green: { weight: green, targets: 2 } });
const [BEFORE, AFTER] = [shared(100, 0), shared(0, 100)];

const digest = (resources: readonly Resource[]) => digestOf(readGraph(resources), resources);

describe("The review of a change on the command line", () => {
  const { write } = scratchFolder();
  let team: Team;
  let preview: string;

  beforeEach(() => {
    team = new Team();
    preview = write("preview.json", previewOf(BEFORE, AFTER));
  });

  afterEach(() => {
    team.remove();
  });

  const approve = (person: string, more: readonly string[] = [], surroundings: Surroundings = {}) =>
    evenkeel(
      [
        ...["approve", preview, "--digest", digest(AFTER), "--checkout", team.repository],
        ...["--key", team.key(person), "--as", addressOf(person), ...more],
      ],
      { answers: ["yes"], ...surroundings },
    );
  const list = (...more: string[]) =>
    evenkeel(["approvals", preview, "--checkout", team.repository, "--base", "main", ...more]);

  it("shows what the change does, its digest and how to approve it", async () => {
    const { code, out } = await evenkeel(["review", preview]);
    assert.equal(code, 0);
    assert.match(out, /COLLAPSE {2}listener web:443/);
    assert.match(out, new RegExp(`Stack: test/test\nDigest: ${digest(AFTER)}\nFrom: ${digest(BEFORE)}\n`));
    assert.match(out, new RegExp(`evenkeel approve --digest ${digest(AFTER)}$`));
  });

  it("shows it for a pull request, and for machines", async () => {
    const markdown = await evenkeel(["review", preview, "--format", "markdown"]);
    assert.match(markdown.out, new RegExp(`Digest: \`${digest(AFTER)}\``));
    const { out } = await evenkeel(["review", preview, "--format", "json"]);
    const { stack, previous, report } = JSON.parse(out) as { stack: string; previous: string; report: { stacks: [] } };
    assert.deepEqual([stack, previous, report.stacks.length], ["test/test", digest(BEFORE), 1]);
  });

  it("finds no broken glass in files that hold no approval", async () => {
    const state = write("state.json", stateOf(AFTER));
    const folder = folderOf({ stack: "test/test", digest: digest(AFTER) });
    team.write(`${folder}/a.json`, "{");
    team.write(`${folder}/b.json`, JSON.stringify({ payload: "{}", signature: "" }));
    symlinkSync("a.json", join(team.repository, folder, "c.json"));
    const { code, err } = await evenkeel([
      ...["approve", state, "--deployed", "--digest", digest(AFTER), "--checkout", team.repository],
      ...["--key", team.key("ada"), "--as", addressOf("ada"), "--yes"],
    ]);
    assert.equal(code, 2);
    assert.match(err, /nobody has broken the glass for what test\/test runs/);
  });

  it("tells a machine that nothing has to be approved", async () => {
    const [same, other] = [write("a.json", stateOf(AFTER)), write("b.json", stateOf(AFTER))];
    const { code, out } = await evenkeel(["approvals", same, other, "--format", "json"]);
    const { isApproved, approvals } = JSON.parse(out) as { isApproved: boolean; approvals: [] };
    assert.deepEqual([code, isApproved, approvals], [0, true, []]);
  });

  it("names the file that holds no approval where it cannot say whose it is", async () => {
    const path = `${folderOf({ stack: "test/test", digest: digest(AFTER) })}/a.json`;
    team.commit("dan", path, "{");
    const { code, out } = await list();
    assert.equal(code, 1);
    assert.ok(out.includes(`no     ${path}: it is cut short, or no JSON`), out);
  });

  it("says where there is nothing to approve", async () => {
    const [same, other] = [write("a.json", stateOf(AFTER)), write("b.json", stateOf(AFTER))];
    assert.match((await evenkeel(["review", same, other])).out, /there is nothing to approve\.$/);
    const { code, out } = await evenkeel(["approvals", same, other]);
    assert.deepEqual([code, out], [0, "Nothing of the traffic of test/test changes: nobody has to approve it."]);
    const { err } = await evenkeel(["approve", same, other, "--digest", digest(AFTER), "--key", "k"]);
    assert.match(err, /nothing of the traffic changes/);
  });

  it("asks for the other side of a state, in a way that the command has", async () => {
    const { code, err } = await evenkeel(["review", write("a.json", stateOf(AFTER))]);
    assert.equal(code, 2);
    assert.match(err, /a state shows one side only\. Give a second file or a preview of the change$/);
  });

  it("lets a change pass that two people have signed", async () => {
    assert.deepEqual(
      [(await list()).code, (await list()).out.split("\n")[0]],
      [1, "test/test: Not approved: 0 of 2 people."],
    );
    for (const person of ["ada", "bob"]) {
      const { code, out, err } = await approve(person);
      assert.equal(code, 0, err);
      assert.match(err, new RegExp(`You approve this change:\n {2}stack {3}test/test\n {2}digest {2}${digest(AFTER)}`));
      assert.match(out, /git add \.evenkeel\/approvals\//);
    }
    team.git("ada", "add", "--all");
    team.git("ada", "commit", "--quiet", "--message", "Approve");
    const { code, out } = await list();
    assert.equal(code, 0, out);
    assert.match(out, /test\/test: Approved by 2 people\./);
    const data = JSON.parse((await list("--format", "json")).out) as { isApproved: boolean; risks: string[] };
    assert.deepEqual([data.isApproved, data.risks], [true, ["listener web:443 collapses"]]);
  });

  it("says who does not count, and why", async () => {
    await approve("dan");
    const { code, out } = await list();
    assert.equal(code, 1);
    assert.match(out, /no {5}dan@example\.com: dan@example\.com wrote the change/);
  });

  it("lets one person pass in an emergency, and two others approve afterwards", async () => {
    const { err } = await approve("dan", ["--break-glass", "INC-42", "--yes"]);
    assert.match(err, /YOU BREAK THE GLASS for this change: INC-42/);
    const { code, out } = await list();
    assert.equal(code, 0, out);
    assert.match(out, /glass {2}dan@example\.com: INC-42/);
    const afterwards = (resources: readonly Resource[]) =>
      evenkeel([
        ...["approve", write("state.json", stateOf(resources)), "--deployed", "--digest", digest(resources)],
        ...["--checkout", team.repository, "--key", team.key("ada"), "--as", addressOf("ada"), "--yes"],
      ]);
    const given = await afterwards(AFTER);
    assert.equal(given.code, 0, given.err);
    const path = /git add (\S+)/.exec(given.out)?.[1] ?? "";
    assert.ok(readFileSync(join(team.repository, path), "utf8").includes(digest(BEFORE)));
    assert.match((await afterwards(BEFORE)).err, /nobody has broken the glass for what test\/test runs/);
  });

  it("signs nothing but what the person has looked at", async () => {
    const { code, err } = await approve("ada", []);
    assert.equal(code, 0, err);
    const other = await evenkeel(["approve", preview, "--digest", digest(BEFORE), "--key", team.key("ada"), "--yes"]);
    assert.equal(other.code, 2);
    assert.match(other.err, /this is another change than the one that you looked at/);
  });

  it("asks before it signs", async () => {
    assert.match((await approve("ada", [], { answers: ["no"] })).err, /not signed/);
    const { code, err } = await evenkeel([
      ...["approve", preview, "--digest", digest(AFTER), "--checkout", team.repository],
      ...["--key", team.key("ada"), "--as", addressOf("ada")],
    ]);
    assert.equal(code, 2);
    assert.match(err, /nobody can be asked here: give --yes/);
  });

  it("says what it cannot do", async () => {
    assert.match((await approve("ada", ["--days", "31"])).err, /--days must be above 0, and 30 at most/);
    const nowhere = ["--key", join(team.folder, "nowhere"), "--checkout", team.repository, "--yes"];
    const unsigned = await evenkeel(["approve", preview, "--digest", digest(AFTER), ...nowhere]);
    assert.match(unsigned.err, /nowhere could not sign\. Give a private key/);
    const empty = write("empty.json", stateOf([]));
    assert.match((await evenkeel(["review", empty, empty])).err, /neither side has a resource/);
    assert.match(
      (await evenkeel(["approve", "--deployed", "--digest", "x", "--key", "k"])).err,
      /a state or --stack is expected/,
    );
  });
});
