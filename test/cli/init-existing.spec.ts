import assert from "node:assert/strict";
import { version } from "../../cli/version";
import { eachInRepository } from "./support/repository";

describe("evenkeel init leaves what is there", () => {
  const repository = eachInRepository();

  const left = async (path: string, content: string, told: RegExp, ...args: string[]) => {
    repository().write(path, content);
    const { code, out } = await repository().ready("--provider", "github", ...args);
    assert.equal(code, 1, out);
    assert.equal(repository().read(path), content);
    assert.match(out, told);
    return out;
  };

  it("and says that a workflow differs", () =>
    left(".github/workflows/evenkeel.yml", "on: push\n", /evenkeel\.yml +left as it is: it differs.*--dry-run/));

  it("and says which owners are to be added at the end", () =>
    left(
      ".github/CODEOWNERS",
      "* @acme/all\n/evenkeel.json @acme/platform\n/evenkeel.json @acme/all\n",
      /CODEOWNERS +left as it is: add these lines at its end\n    \/evenkeel\.json @acme\/platform\n/,
    ));

  it("and says so of an owner that a later line overrides", async () => {
    await repository().ready("--provider", "github");
    const owned = repository().read(".github/CODEOWNERS");
    for (const [later, isLeft] of [
      ["*.json @acme/all", true],
      ["/.evenkeel/ @acme/all", true],
      ["/docs/ @acme/all", false],
      ["# Nothing", false],
    ] as const) {
      repository().write(".github/CODEOWNERS", `${owned}${later}\n`);
      const { code } = await repository().ready("--provider", "github");
      assert.equal(code, isLeft ? 1 : 0, later);
    }
  });

  it("and adds owners where the file is, wherever that may be", () =>
    left(
      "docs/CODEOWNERS",
      "/docs/ @acme/all\n",
      /docs\/CODEOWNERS +left as it is: add these lines[^]*\/docs\/CODEOWNERS @acme/,
    ));

  it("and says which signer is to be added", async () => {
    const out = await left(
      ".evenkeel/allowed_signers",
      "bob ssh-ed25519 AAAA\n",
      /allowed_signers +left as it is: add these lines\n    ada /,
      "--signer",
      `ada=${repository().key("ada")}`,
    );
    assert.doesNotMatch(out, / {4}#/);
  });

  it("and says what a configuration of one's own lacks", () =>
    left(
      "evenkeel.json",
      '{"even-zones":"mandatory"}',
      /evenkeel\.json +left as it is: .*add what it lacks\n +\{/,
      "--preset",
      "strict",
    ));

  it("and says how another version of the pack is brought up to this one", async () => {
    const manifest = JSON.stringify({ dependencies: { evenkeel: "0.0.9" } });
    await left(
      ".evenkeel/package.json",
      manifest,
      /it pins evenkeel 0\.0\.9; for .* run\n    npm install --prefix \.evenkeel --save-exact/,
    );
  });

  it("and takes no lock file without a digest", () =>
    left(
      ".evenkeel/package-lock.json",
      JSON.stringify({ packages: { "node_modules/evenkeel": { version: version() } } }),
      /package-lock\.json +left as it is: it does not pin evenkeel/,
    ));

  for (const broken of ["{", "null"]) {
    it(`and finds nothing in ${broken}`, async () => {
      for (const path of [".evenkeel/package.json", "evenkeel.json"]) repository().write(path, broken);
      const { code, out } = await repository().ready("--provider", "github");
      assert.equal(code, 1);
      assert.match(out, /evenkeel\.json +left as it is/);
      assert.match(out, /package\.json +left as it is/);
    });
  }

  it("and says what a pipeline of one's own has to include", async () => {
    repository().write(".gitlab-ci.yml", "include:\n  - local: ci/test.yml\n");
    const { code, out } = await repository().ready("--provider", "gitlab");
    assert.equal(code, 1);
    assert.match(
      out,
      /\.gitlab-ci\.yml +left as it is: add this\n    include:\n      - local: \.gitlab\/evenkeel\.yml/,
    );
    repository().write(".gitlab-ci.yml", "include: [{ local: ci/test.yml }, { local: .gitlab/evenkeel.yml }]\n");
    assert.equal((await repository().ready("--provider", "gitlab")).code, 0);
  });
});
