import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ran } from "./support/command";
import { eachInRepository } from "./support/repository";

describe("evenkeel init writes nothing", () => {
  const repository = eachInRepository();

  const nothing = async (told: RegExp, run: () => Promise<Ran>) => {
    const before = repository().tree();
    const { code, err, out } = await run();
    assert.equal(code, 2, out);
    assert.match(err, told);
    assert.deepEqual(repository().tree(), before);
  };

  it("in a dry run, which prints it all", async () => {
    const before = repository().tree();
    const { code, out } = await repository().ready("--provider", "github", "--dry-run");
    assert.equal(code, 0);
    assert.deepEqual(repository().tree(), before);
    assert.match(out, /evenkeel\.json +would be written/);
    assert.match(out, /^ {4}name: evenkeel$/m);
    assert.match(out, /\(made by npm, with the digests of evenkeel/);
  });

  it("outside of a repository", async () => {
    rmSync(repository().at(".git"), { recursive: true });
    await nothing(/a folder of a git repository is expected/, () => repository().ready());
  });

  it("where there is no Pulumi project", async () => {
    rmSync(repository().at("infra"), { recursive: true });
    await nothing(/there is no Pulumi project here/, () => repository().ready());
  });

  it("where nobody says which stacks, or who owns the rules", async () => {
    await nothing(/--owners: who reviews/, () => repository().init(["--yes"]));
    rmSync(repository().at("infra/Pulumi.prod.yaml"));
    await nothing(/--stack: a stack is expected/, () => repository().ready());
  });

  it("where npm cannot tell the digests, and says why", async () => {
    writeFileSync(
      join(repository().beside, "bin/npm"),
      "#!/bin/sh\necho 'npm error 404 no such version' >&2\nexit 1\n",
    );
    await nothing(/npm cannot tell the digests of evenkeel .*so nothing is written:\nnpm error 404/, () =>
      repository().ready(),
    );
    rmSync(join(repository().beside, "bin/npm"));
    process.env["PATH"] = pathWith("git");
    await nothing(/npm cannot tell the digests/, () => repository().ready());
  });

  it("where there is no git", async () => {
    process.env["PATH"] = join(repository().beside, "bin");
    await nothing(/git is not installed/, () => repository().ready());
  });

  for (const [what, path, target, told] of [
    ["a file", "evenkeel.json", "outside.json", /evenkeel\.json: a link on the way there leads out of the repository/],
    ["a folder", ".evenkeel", "outside", /\.evenkeel\/package\.json: a link on the way there leads out/],
    ["a link to nothing", ".github", "nowhere", /\.github\/workflows\/evenkeel\.yml: a link .* leads to nothing/],
  ] as const) {
    it(`through ${what} that leads out`, async () => {
      writeFileSync(join(repository().beside, "outside.json"), "{}");
      mkdirSync(join(repository().beside, "outside"));
      symlinkSync(join(repository().beside, target), repository().at(path));
      await nothing(told, () => repository().ready("--provider", "github"));
      assert.deepEqual(readdirSync(join(repository().beside, "outside")), []);
    });
  }

  it("where a folder or a file is in the way", async () => {
    mkdirSync(repository().at("evenkeel.json"));
    await nothing(/evenkeel\.json: there is a folder of that name/, () => repository().ready());
    rmSync(repository().at("evenkeel.json"), { recursive: true });
    repository().write(".github", "a file");
    await nothing(/\.github\/workflows\/evenkeel\.yml: it cannot be written, so nothing is/, () =>
      repository().ready("--provider", "github"),
    );
  });

  for (const [what, args, told] of [
    ["an owner that is none", ["--owners", "platform"], /owner platform: a person, team or address/],
    ["a stack that is none", ["--stack", "pr od"], /stack pr od: a name is expected/],
    ["a project that is none", ["--project", "web"], /--project web: there is no Pulumi\.yaml there, but in infra/],
    ["a signer without a file", ["--signer", "ada"], /signer ada: address=file is expected/],
    ["a signer that stands for many", ["--signer", "*=ada.pub"], /signer \*: addresses without spaces or patterns/],
    ["a signer whose file is not there", ["--signer", "ada=none.pub"], /signer ada, none\.pub: .*no such file/],
  ] as const) {
    it(`for ${what}`, () => nothing(told, () => repository().ready(...args)));
  }

  it("for a key that is private, which it does not show", async () => {
    const file = repository()
      .key("ada")
      .replace(/\.pub$/, "");
    await nothing(/this is a private key; give the file that ends with \.pub/, () =>
      repository().ready("--signer", `ada=${file}`),
    );
    assert.ok(!(await repository().ready("--signer", `ada=${file}`)).err.includes("BEGIN"));
  });

  it("for a key that is none", async () => {
    const file = join(repository().beside, "odd.pub");
    for (const text of [
      "",
      "ssh-ed25519",
      "ssh-ed25519 AAAA",
      readFileSync(repository().key("ada"), "utf8").repeat(2),
    ]) {
      writeFileSync(file, text);
      await nothing(/one public key of OpenSSH is expected/, () => repository().ready("--signer", `ada=${file}`));
    }
  });

  it("for one person or key that is given twice", async () => {
    const file = repository().key("ada");
    await nothing(/signer eve: ada is the same person or key/, () =>
      repository().ready("--signer", `ada=${file}`, "--signer", `eve=${file}`),
    );
  });

  /** A path of commands on which there is only one. */
  function pathWith(command: string): string {
    const folder = join(repository().beside, "only");
    mkdirSync(folder);
    symlinkSync(execFileSync("which", [command], { encoding: "utf8" }).trim(), join(folder, command));
    return folder;
  }
});
