import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evenkeel as command } from "../cli/support/command";
import { Team } from "../control/support/team";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openPools, writePools } from "./pools-project";
import { together } from "./together";

const pools = (blue: number) => ({ blue: { targets: 3, weight: blue }, green: { targets: 3, weight: 100 - blue } });

interface Course {
  readonly unapproved: Outcome;
  readonly review: { readonly stack: string; readonly previous: string; readonly digest: string };
  readonly approved: Outcome;
  readonly analyzed: number;
  readonly skipped: Outcome;
  readonly updated: Outcome;
  readonly back: Outcome;
}

/** A change of a deployed stack, from its first preview until it is live and taken back. */
async function course(): Promise<Course> {
  const team = new Team();
  const project = await openPools(pools(50));
  try {
    assert.ok((await project.up()).ok);
    const config = join(team.folder, "evenkeel.json");
    const control = {
      "change-is-approved": { required: "always", checkout: team.repository, base: "main" },
      "previewed-before-update": { required: true, folder: join(team.folder, "records") },
    };
    writeFileSync(config, JSON.stringify(control));
    const flags = ["--policy-pack", evenkeel, "--policy-pack-config", config];

    await writePools(project.folder, pools(80));
    const unapproved = await project.preview(...flags);
    const preview = join(team.folder, "preview.json");
    writeFileSync(preview, (await project.pulumi("preview", "--json", "--show-sames")).stdout);
    const { out } = await command(["review", preview, "--format", "json"]);
    const review = JSON.parse(out) as Course["review"];
    const { stack, previous, digest } = review;
    for (const person of ["ada", "bob"]) {
      await team.approve(person, { stack, previous, digest }, { at: { stack, previous, digest } });
    }
    const approved = await project.preview(...flags);
    const analyzed = (await project.pulumi("policy", "analyze", ...flags, "--json")).exitCode;
    const skipped = await project.up("--skip-preview", ...flags);
    const updated = await project.up(...flags);
    await writePools(project.folder, pools(50));
    return { unapproved, review, approved, analyzed, skipped, updated, back: await project.preview(...flags) };
  } finally {
    await project.destroyFiles();
    team.remove();
  }
}

const said = ({ violations }: Outcome) =>
  violations.filter(({ policy }) => policy === "change-is-approved").map(({ message }) => message);

describe("A change of a deployed stack that must be approved", () => {
  const told = together(1, { "a change": course });

  it("does not pass its preview before, and has the digest that its reviewers see", async () => {
    const { unapproved, review } = await told("a change");
    assert.equal(unapproved.ok, false);
    const [message = ""] = said(unapproved);
    assert.match(
      message,
      /^This change of how pools\/test shares its traffic needs the approval of 2 people, and has none/,
    );
    assert.ok(
      message.includes(`Its digest is ${review.digest}, from ${review.previous}.`),
      `${message}\n${review.digest}`,
    );
    assert.equal(review.stack, "pools/test");
  });

  it("passes when two have approved, also as an update without a preview of its own", async () => {
    const { approved, skipped } = await told("a change");
    assert.ok(approved.ok, approved.output);
    assert.ok(skipped.ok, skipped.output);
  });

  it("is not used up by a look at what is deployed", async () => {
    assert.equal((await told("a change")).analyzed, 0);
  });

  it("needs nothing more once it is live", async () => {
    const { updated } = await told("a change");
    assert.ok(updated.ok, updated.output);
  });

  it("needs other approvals to be taken back", async () => {
    const { back } = await told("a change");
    assert.equal(back.ok, false);
    assert.match(said(back)[0] ?? "", /has none/);
  });
});
