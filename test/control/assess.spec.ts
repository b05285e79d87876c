import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stillBroken } from "../../control/assess";
import { fileNameOf, type SignedApproval } from "../../control/approval";
import { APPROVALS, folderOf, keep } from "../../control/store";
import { addressOf, CHANGE, inMinutes, Team } from "./support/team";

describe("The approvals of a change", () => {
  let team: Team;

  beforeEach(() => {
    team = new Team();
  });

  afterEach(() => {
    team.remove();
  });

  const at = (path: string) => join(team.repository, path);

  /** Expects that an approval does not count, for this reason and no other. */
  async function refuses(why: RegExp, ...given: Parameters<Team["assess"]>): Promise<void> {
    const { refused, isApproved, approvals } = await team.assess(...given);
    assert.equal(isApproved, false);
    assert.equal(refused.length, 1, JSON.stringify({ refused, approvals }));
    assert.match(refused[0]?.why ?? "", why);
  }

  const editPayload = (path: string, edit: (payload: string) => string, rename = true) => {
    const { payload, signature } = JSON.parse(readFileSync(at(path), "utf8")) as SignedApproval;
    const edited = edit(payload);
    rmSync(at(path));
    const name = rename ? `${folderOf(CHANGE)}/${fileNameOf(edited)}` : path;
    writeFileSync(at(name), JSON.stringify({ payload: edited, signature }));
  };

  it("let it go live when two people who did not write it have signed", async () => {
    await team.approve("ada");
    assert.equal((await team.assess()).isApproved, false);
    await team.approve("bob");
    const { isApproved, approvals, refused, authors } = await team.assess();
    assert.ok(isApproved, JSON.stringify(refused));
    assert.deepEqual(approvals.map(({ by }) => by).sort(), [addressOf("ada"), addressOf("bob")]);
    assert.deepEqual([...new Set(authors.map(({ email }) => email))], [addressOf("dan")]);
  });

  it("are none where nobody has approved", async () => {
    const { approvals, refused } = await team.assess();
    assert.deepEqual([approvals, refused], [[], []]);
  });

  describe("do not count", () => {
    it("on another stack", async () => {
      const other = { ...CHANGE, stack: "shop/dev" };
      await team.approve("ada", {}, { at: other });
      await refuses(/^it is for stack shop\/prod$/, other);
    });

    it("for another digest", async () => {
      await team.approve("ada", { digest: "c".repeat(64) });
      await refuses(/another change/);
    });

    it("from another state than the one that is deployed", async () => {
      await team.approve("ada", { previous: "c".repeat(64) });
      await refuses(/from another state/);
    });

    it("again, when the change has been taken back and is made anew", async () => {
      const path = await team.approve("ada");
      const copy = readFileSync(at(path), "utf8");
      team.git("dan", "checkout", "--quiet", "main");
      team.git("dan", "merge", "--quiet", "--no-ff", "--no-edit", "change");
      team.git("dan", "checkout", "--quiet", "-b", "again");
      team.commit("dan", "index.ts", "weight: 100 again");
      await refuses(/already in the protected branch/);
      // Nor when they were removed in between.
      team.git("dan", "checkout", "--quiet", "main");
      team.git("dan", "rm", "--quiet", path);
      team.git("dan", "commit", "--quiet", "--message", "Tidy up");
      team.git("dan", "checkout", "--quiet", "-b", "once-more");
      team.commit("eve", path, copy);
      await refuses(/already in the protected branch/);
    });

    it("when they were edited", async () => {
      const path = await team.approve("ada");
      editPayload(path, (payload) => payload.replace("ada@", "bob@"));
      await refuses(/over something else|no such person/);
    });

    it("when the time they count for was edited", async () => {
      const path = await team.approve("ada");
      editPayload(path, (payload) => payload.replace(/"reason":""/, '"reason":"fine"'));
      await refuses(/over something else/);
    });

    it("when they were renamed, or edited in place", async () => {
      const path = await team.approve("ada");
      editPayload(path, (payload) => `${payload} `, false);
      await refuses(/name does not fit/);
      renameSync(at(path), at(`${folderOf(CHANGE)}/${"0".repeat(64)}.json`));
      await refuses(/name does not fit/);
    });

    it("when they are signed for another purpose", async () => {
      await team.approve("ada", {}, { namespace: "git" });
      await refuses(/another purpose/);
    });

    it("when the change itself lets their signer sign", async () => {
      team.commit("dan", ".evenkeel/allowed_signers", team.signersOf("ada", "bob", "eve"));
      await team.approve("eve");
      await refuses(/no such person/);
    });

    it("when somebody signs in the name of another", async () => {
      await team.approve("ada", {}, { key: team.key("bob") });
      await refuses(/no such person/);
    });

    it("when they have expired", async () => {
      await team.approve("ada", { at: inMinutes(-60), until: inMinutes(-1) });
      await refuses(/^it expired at/);
    });

    it("when they come from the future, or are to count for years", async () => {
      const path = await team.approve("ada", { at: inMinutes(60), until: inMinutes(90) });
      await refuses(/from the future/);
      rmSync(at(path));
      await team.approve("ada", { until: inMinutes(60 * 24 * 365) });
      await refuses(/longer than 720 hours/);
    });

    it("when their key has expired", async () => {
      const lines = `${addressOf("ada")} valid-before="20200101" ${team.publicKey("ada")}\n${team.signersOf("bob")}`;
      team.protect(".evenkeel/allowed_signers", lines);
      await team.approve("ada");
      await refuses(/^its key has expired/);
    });

    it("when their key may sign other things only", async () => {
      const lines = `${addressOf("ada")} namespaces="git" ${team.publicKey("ada")}\n${team.signersOf("bob")}`;
      team.protect(".evenkeel/allowed_signers", lines);
      await team.approve("ada");
      await refuses(/may not sign for that/);
    });

    it("when their key is revoked", async () => {
      team.protect(".evenkeel/revoked_keys", `${team.publicKey("ada")}\n`);
      await team.approve("ada");
      await refuses(/revoked/);
    });

    it("when the policies' configuration revokes their key", async () => {
      const signers = team.signersOf("ada", "bob").trim().split("\n");
      await team.approve("ada");
      assert.equal((await team.assess(CHANGE, { signers, revoked: [] })).approvals.length, 1);
      await refuses(/revoked/, CHANGE, { signers, revoked: [team.publicKey("ada")] });
    });

    for (const [what, lines] of [
      [
        "with two keys",
        (own: Team) => `ada@example.com ${own.publicKey("ada")}\nada@example.com ${own.publicKey("ada2")}\n`,
      ],
      [
        "under two names",
        (own: Team) =>
          `ada@example.com,ada2@example.com ${own.publicKey("ada")}\nada@example.com,ada2@example.com ${own.publicKey("ada2")}\n`,
      ],
    ] as const) {
      it(`twice of one person ${what}`, async () => {
        team.protect(".evenkeel/allowed_signers", `${lines(team)}${team.signersOf("bob")}`);
        await team.approve("ada");
        const by = what === "with two keys" ? "ada@example.com" : "ada2@example.com";
        await team.approve("ada", { by }, { key: team.key("ada2") });
        await refuses(/has approved it already/);
      });
    }

    it("twice with one key that stands under two names", async () => {
      const lines = `ada@example.com ${team.publicKey("ada")}\neve@example.com ${team.publicKey("ada")}\n`;
      team.protect(".evenkeel/allowed_signers", `${lines}${team.signersOf("bob")}`);
      await team.approve("ada");
      await team.approve("eve", {}, { key: team.key("ada") });
      await refuses(/has approved it already/);
    });

    it("of the author", async () => {
      await team.approve("dan");
      await refuses(/^dan@example.com wrote the change \(commit [0-9a-f]{10}\)$/);
    });

    it("of the author who commits in capitals, or from another address of theirs", async () => {
      team.protect(
        ".evenkeel/allowed_signers",
        `ada@example.com,ada@home.example ${team.publicKey("ada")}\n${team.signersOf("bob")}`,
      );
      team.commit("ADA@home.EXAMPLE", "index.ts", "weight: 300");
      await team.approve("ada");
      await refuses(/^ada@example.com wrote the change/);
    });

    it("of a co-author", async () => {
      team.commit("dan", "index.ts", "weight: 3", "Change it\n\nCo-authored-by: Ada <ada@example.com>");
      await team.approve("ada");
      await refuses(/^ada@example.com wrote the change/);
    });

    it("of the author whom the change would map to somebody else", async () => {
      team.commit("ada", "index.ts", "weight: 3");
      team.commit("dan", ".mailmap", "Dan <dan@example.com> <ada@example.com>\n");
      await team.approve("ada");
      await refuses(/^ada@example.com wrote the change/);
    });

    it("of who slips something into a merge", async () => {
      team.git("dan", "checkout", "--quiet", "main");
      team.commit("dan", "other.ts", "1");
      team.git("dan", "checkout", "--quiet", "change");
      team.git("ada", "merge", "--quiet", "--no-ff", "--no-commit", "main");
      team.commit("ada", "index.ts", "weight: 999");
      await team.approve("ada");
      await refuses(/^ada@example.com wrote the change/);
    });

    it("when they are links", async () => {
      const path = await team.approve("ada");
      renameSync(at(path), join(team.folder, "approval.json"));
      symlinkSync(join(team.folder, "approval.json"), at(path));
      await refuses(/^it is a link$/);
    });

    it("when they are no files, or far too large", async () => {
      const path = `${folderOf(CHANGE)}/x.json`;
      team.write(path, "x".repeat(20_000));
      await refuses(/^it is larger than 16 KiB$/);
      rmSync(at(path));
      execFileSync("mkfifo", [at(path)]);
      await refuses(/^it is no file$/);
    });

    it("when they are cut short", async () => {
      const path = await team.approve("ada");
      const text = readFileSync(at(path), "utf8");
      writeFileSync(at(path), text.slice(0, -20));
      await refuses(/^it is cut short, or no JSON$/);
      for (const [content, why] of [
        ["null", /^it is no object$/],
        ['{"payload":"{}"}', /^it lacks its payload or its signature$/],
      ] as const) {
        writeFileSync(at(path), content);
        await refuses(why);
      }
    });

    it("when what is signed says too little", async () => {
      for (const [payload, why] of [
        ["{}", /^it is of a format/],
        ['{"format":1}', /^its stack is no text$/],
        [
          '{"format":1,"stack":"","previous":"","digest":"","kind":"x","by":"","at":"","until":"","reason":"","nonce":""}',
          /neither/,
        ],
      ] as const) {
        const path = `${folderOf(CHANGE)}/${fileNameOf(payload)}`;
        team.write(path, JSON.stringify({ payload, signature: "" }));
        await refuses(why);
        rmSync(at(path));
      }
    });

    it("without a signature that is one", async () => {
      const path = await team.approve("ada");
      const { payload } = JSON.parse(readFileSync(at(path), "utf8")) as SignedApproval;
      writeFileSync(at(path), JSON.stringify({ payload, signature: "-----BEGIN SSH SIGNATURE-----\nAAAA" }));
      await refuses(/no SSH signature/);
    });
  });

  describe("cannot be judged", () => {
    const fails = (why: RegExp, ...given: Parameters<Team["assess"]>) =>
      assert.rejects(team.assess(...given), { name: "ControlError", message: why });

    it("where there are too many to look at", async () => {
      mkdirSync(at(folderOf(CHANGE)), { recursive: true });
      for (let index = 0; index <= 1000; index += 1) writeFileSync(at(`${folderOf(CHANGE)}/${index}.json`), "");
      await fails(/holds more than 100 files/);
      // Those of other changes are not even listed.
      assert.deepEqual((await team.assess({ ...CHANGE, digest: "c".repeat(64) })).refused, []);
    });

    it("in a folder that is a link", async () => {
      await team.approve("ada");
      renameSync(at(APPROVALS), join(team.folder, "elsewhere"));
      symlinkSync(join(team.folder, "elsewhere"), at(APPROVALS));
      await fails(/approvals is no folder \(links are not followed\)/);
    });

    it("in a shallow clone", async () => {
      const shallow = join(team.folder, "shallow");
      execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${team.repository}`, shallow]);
      await fails(/^The clone is shallow/, CHANGE, { folder: shallow });
    });

    it("where git does not know where the change starts", async () => {
      await fails(/^git knows no commit origin\/main/, CHANGE, { base: "origin/main" });
      await fails(/^git knows no commit --help/, CHANGE, { base: "--help" });
    });

    it("where nothing is committed", async () => {
      await fails(/^There is no commit after/, CHANGE, { base: "HEAD" });
    });

    it("outside a checkout", async () => {
      await fails(/is no git checkout/, CHANGE, { folder: team.folder });
    });

    it("without signers where the change starts", async () => {
      await fails(/^\.evenkeel\/nobody is not in/, CHANGE, { signers: ".evenkeel/nobody" });
    });

    for (const [what, signers, why] of [
      [
        "by a pattern",
        (own: Team) => [`*@example.com ${own.publicKey("ada")}`],
        /^line 1 of the signers names people by a pattern/,
      ],
      [
        "through an authority",
        (own: Team) => ["", `a@b cert-authority ${own.publicKey("ada")}`],
        /^line 2 of the signers trusts an authority/,
      ],
      ["without a key", () => ["# people", "a@b ssh-ed25519"], /^line 2 of the signers has no name or no key/],
      ["and there is one person only", (own: Team) => [`a@b ${own.publicKey("ada")}`], /fewer than 2 people/],
    ] as const) {
      it(`where signers are named ${what}`, async () => {
        await fails(why, CHANGE, { signers: signers(team) });
      });
    }
  });

  it("of a merge that git makes by itself are not lost to who made it", async () => {
    team.git("dan", "checkout", "--quiet", "main");
    team.commit("dan", "other.ts", "1");
    team.git("dan", "checkout", "--quiet", "change");
    team.git("ada", "merge", "--quiet", "--no-ff", "--no-edit", "main");
    await team.approve("ada");
    await team.approve("bob");
    assert.ok((await team.assess()).isApproved);
  });

  it("stay inside their folder whatever a stack is called", async () => {
    for (const stack of ["../../../etc", "a/../../b", "..", "\0", "C:\\x", "x".repeat(5000)]) {
      assert.match(folderOf({ ...CHANGE, stack }), /^\.evenkeel\/approvals\/[0-9a-f]{32}\/b{64}$/);
    }
    assert.throws(() => folderOf({ ...CHANGE, digest: "../../x" }), /is no digest/);
    const path = await keep(team.repository, { ...CHANGE, stack: "../../x" }, { payload: "x", signature: "y" });
    assert.ok(path.startsWith(APPROVALS));
    await assert.rejects(
      keep(team.repository, { ...CHANGE, stack: "../../x" }, { payload: "x", signature: "y" }),
      /EEXIST/,
    );
  });

  describe("of what went live in an emergency", () => {
    const broken = { kind: "break glass", reason: "INC-42" } as const;

    it("may come from its author alone, for an hour and with a reason", async () => {
      await team.approve("dan", broken);
      const { isApproved, broken: glass } = await team.assess();
      assert.equal(isApproved, false);
      assert.deepEqual(
        glass.map(({ reason }) => reason),
        ["INC-42"],
      );
    });

    it("do not count for longer, or without a reason", async () => {
      const path = await team.approve("dan", { ...broken, until: inMinutes(120) });
      await refuses(/longer than 1 hours/);
      rmSync(at(path));
      await team.approve("dan", { ...broken, reason: " " });
      await refuses(/^it gives no reason$/);
    });

    it("are asked for until two others have given them", async () => {
      await team.approve("dan", { ...broken, at: inMinutes(-90), until: inMinutes(-40) });
      const open = async () => (await stillBroken(CHANGE, { ...team.ground, base: "HEAD" })).length;
      assert.equal(await open(), 1);
      await team.approve("dan");
      await team.approve("ada");
      assert.equal(await open(), 1);
      await team.approve("bob");
      assert.equal(await open(), 0);
    });
  });
});
