import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Checkout, topOf } from "../../control/checkout";
import { APPROVALS } from "../../control/store";
import { addressOf, Team } from "./support/team";

describe("The checkout of a change", () => {
  let team: Team;

  beforeEach(() => {
    team = new Team();
  });

  afterEach(() => {
    team.remove();
  });

  const emails = async () => {
    const authors = await (await Checkout.open(team.repository, "main")).authors(APPROVALS);
    return [...new Set(authors.map(({ email }) => email))].sort();
  };
  /** Loses what git keeps of everything. */
  const lose = () => {
    rmSync(join(team.repository, ".git/objects"), { recursive: true });
    mkdirSync(join(team.repository, ".git/objects"));
  };

  it("is refused where there is none", async () => {
    await assert.rejects(topOf(team.folder), { name: "ControlError" });
  });

  it("is refused when it is shallow", async () => {
    const shallow = join(team.folder, "shallow");
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${team.repository}`, shallow]);
    await assert.rejects(Checkout.open(shallow, "HEAD"), { name: "ControlError", message: /The clone is shallow/ });
  });

  it("is refused when nobody knows the commit that it starts from", async () => {
    await assert.rejects(Checkout.open(team.repository, "nowhere"), { message: /git knows no commit nowhere/ });
  });

  it("is refused when its history has nothing in common with the protected branch", async () => {
    team.git("dan", "checkout", "--quiet", "--orphan", "alone");
    team.commit("dan", "index.ts", "alone");
    await assert.rejects(Checkout.open(team.repository, "main"), { message: /git knows no commit main/ });
  });

  it("is refused when it changes nothing", async () => {
    const checkout = await Checkout.open(team.repository, "HEAD");
    await assert.rejects(checkout.authors(APPROVALS), { message: /There is no commit after [0-9a-f]{10}, so/ });
  });

  it("does not pass for one without authors, or without approvals, where git has lost its history", async () => {
    const checkout = await Checkout.open(team.repository, "main");
    lose();
    await assert.rejects(checkout.authors(APPROVALS), { message: /nobody can tell who wrote the change/ });
    await assert.rejects(checkout.wasThere("index.ts"), { message: /nobody can tell whether an approval is new/ });
  });

  it("counts who merged more than two branches", async () => {
    team.git("dan", "checkout", "--quiet", "-b", "one", "main");
    team.commit("dan", "one.ts", "1");
    team.git("dan", "checkout", "--quiet", "-b", "two", "main");
    team.commit("dan", "two.ts", "2");
    team.git("dan", "checkout", "--quiet", "change");
    team.git("eve", "merge", "--quiet", "--no-edit", "one", "two");
    assert.deepEqual(await emails(), [addressOf("dan"), addressOf("eve")]);
  });

  it("counts nobody for a merge that git makes by itself", async () => {
    team.git("dan", "checkout", "--quiet", "-b", "one", "main");
    team.commit("dan", "one.ts", "1");
    team.git("dan", "checkout", "--quiet", "change");
    team.git("eve", "merge", "--quiet", "--no-edit", "one");
    assert.deepEqual(await emails(), [addressOf("dan")]);
  });
});
