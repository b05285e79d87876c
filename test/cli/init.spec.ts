import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../cli/version";
import { evenkeel, stateOf } from "./support/command";
import { eachInRepository } from "./support/repository";

const FILES = {
  github: [
    ".evenkeel/.gitignore",
    ".evenkeel/allowed_signers",
    ".evenkeel/package-lock.json",
    ".evenkeel/package.json",
    ".github/CODEOWNERS",
    ".github/workflows/evenkeel.yml",
    "evenkeel.json",
  ],
  gitlab: [
    ".evenkeel/.gitignore",
    ".evenkeel/allowed_signers",
    ".evenkeel/package-lock.json",
    ".evenkeel/package.json",
    ".gitlab-ci.yml",
    ".gitlab/CODEOWNERS",
    ".gitlab/evenkeel.yml",
    "evenkeel.json",
  ],
};
describe("evenkeel init", () => {
  const repository = eachInRepository();
  const written = () =>
    repository()
      .tree()
      .filter((path) => !path.includes("Pulumi."));

  for (const provider of ["github", "gitlab"] as const) {
    it(`writes all that ${provider} needs, and finds it in order the next time`, async () => {
      const first = await repository().ready("--provider", provider);
      assert.equal(first.err, "");
      assert.equal(first.code, 0);
      assert.deepEqual(written(), FILES[provider]);
      const before = written().map((path) => repository().read(path));
      const again = await repository().ready("--provider", provider);
      assert.equal(again.code, 0, again.out);
      assert.doesNotMatch(again.out, /written|left as it is/);
      assert.deepEqual(
        written().map((path) => repository().read(path)),
        before,
      );
    });
  }

  it("takes the provider from where the repository is pushed to", async () => {
    repository().git("remote", "add", "origin", "git@gitlab.example.com:acme/shop.git");
    await repository().ready();
    assert.ok(existsSync(repository().at(".gitlab-ci.yml")));
  });

  it("previews each stack that has settings, of each project", async () => {
    repository().write("edge/Pulumi.yaml", "name: edge\nruntime: go\n");
    repository().write("edge/Pulumi.dev.yaml", "config: {}\n");
    repository().write("edge/Pulumi.acme.prod.yaml", "config: {}\n");
    await repository().ready("--provider", "github");
    const lines = repository()
      .read(".github/workflows/evenkeel.yml")
      .match(/- \{ project.*/g);
    assert.deepEqual(lines, [
      '- { project: "edge", stack: "acme.prod" }',
      '- { project: "edge", stack: "dev" }',
      '- { project: "infra", stack: "prod" }',
    ]);
  });

  it("previews the projects and stacks that it is told", async () => {
    repository().write("edge/Pulumi.yaml", "name: edge\nruntime: go\n");
    await repository().ready("--provider", "gitlab", "--project", "./edge/", "--stack", "acme/edge/prod");
    const lines = repository()
      .read(".gitlab/evenkeel.yml")
      .match(/- \{ PROJECT.*/g);
    assert.deepEqual(lines, ['- { PROJECT: "edge", STACK: "acme/edge/prod" }']);
  });

  it("pins the pack by version and digest", async () => {
    await repository().ready();
    assert.deepEqual(JSON.parse(repository().read(".evenkeel/package.json")), {
      private: true,
      dependencies: { evenkeel: version() },
    });
    assert.match(repository().read(".evenkeel/package-lock.json"), /"integrity":"sha512-/);
  });

  it("has npm itself tell the digests", async () => {
    const integrity = `sha512-${Buffer.alloc(64, 7).toString("base64")}`;
    const dist = { tarball: "http://127.0.0.1/evenkeel.tgz", integrity };
    const versions = { [version()]: { name: "evenkeel", version: version(), dist } };
    const registry = createServer((_, response) => {
      response.end(JSON.stringify({ name: "evenkeel", "dist-tags": { latest: version() }, versions }));
    });
    await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
    process.env["npm_config_registry"] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
    rmSync(join(repository().beside, "bin/npm"));
    const { code, err } = await repository().ready();
    registry.close();
    assert.equal(code, 0, err);
    const lock = JSON.parse(repository().read(".evenkeel/package-lock.json")) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    const { version: locked, integrity: digest } = lock.packages["node_modules/evenkeel"] ?? {};
    assert.deepEqual([locked, digest], [version(), integrity]);
    assert.equal((await repository().ready()).code, 0);
  });

  it("lets those approve whose keys it is given", async () => {
    const [ada, bob] = [repository().key("ada"), repository().key("bob")];
    const { out } = await repository().ready(
      "--signer",
      `ada@acme.com,ada@home.example=${ada}`,
      "--signer",
      `bob@acme.com=${bob}`,
    );
    const signature = sign(join(repository().beside, "ada"), "a digest");
    assert.match(
      verify(repository().at(".evenkeel/allowed_signers"), "ada@home.example", "a digest", signature),
      /^Good "approval@evenkeel.dev"/,
    );
    assert.throws(() => verify(repository().at(".evenkeel/allowed_signers"), "bob@acme.com", "a digest", signature));
    assert.doesNotMatch(out, /Two people have to approve/);
  });

  it("has changes approved once two may approve, from the branch that they go to", async () => {
    repository().git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    const signers = ["ada", "bob"].flatMap((name) => ["--signer", `${name}=${repository().key(name)}`]);
    await repository().ready(...signers);
    const written = JSON.parse(repository().read("evenkeel.json")) as Record<string, object>;
    assert.deepEqual(written["change-is-approved"], { required: "risk", base: "origin/trunk" });
    repository().write("evenkeel.json", JSON.stringify({ ...written, "change-is-approved": { required: "never" } }));
    assert.match((await repository().ready()).out, /evenkeel\.json +left as it is: .*add what it lacks/);
  });

  it("writes a configuration that the command takes", async () => {
    const signers = ["ada", "bob"].flatMap((name) => ["--signer", `${name}=${repository().key(name)}`]);
    await repository().ready(...signers);
    repository().write("state.json", JSON.stringify(stateOf([])));
    const args = ["check", repository().at("state.json"), "--config", repository().at("evenkeel.json")];
    const { code, err } = await evenkeel(args);
    assert.equal(code, 0, err);
  });

  it("says that two have to approve where there are fewer", async () => {
    assert.match(
      (await repository().ready("--signer", `ada@acme.com=${repository().key("ada")}`)).out,
      /Two people have to approve/,
    );
  });

  function sign(keyFile: string, text: string): string {
    return execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", keyFile, "-n", "approval@evenkeel.dev"], {
      input: text,
      encoding: "utf8",
    });
  }

  function verify(signers: string, who: string, text: string, signature: string): string {
    const file = join(repository().beside, "signature");
    writeFileSync(file, signature);
    const args = ["-Y", "verify", "-f", signers, "-I", who, "-n", "approval@evenkeel.dev", "-s", file];
    return execFileSync("ssh-keygen", args, { input: text, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  }

  describe("asks a person", () => {
    const asked = (answers: readonly string[], ...args: string[]) => repository().init(args, { answers });

    it("what is not given, and again where the answer will not do", async () => {
      rmSync(repository().at("infra/Pulumi.prod.yaml"));
      const signers = `ada=${repository().key("ada")} bob=${repository().key("bob")}`;
      const { code, err } = await asked([
        "bitbucket",
        "gitlab",
        "",
        "dev, prod",
        "strict",
        "platform",
        "@acme/platform",
        signers,
      ]);
      assert.equal(code, 0, err);
      assert.match(err, /bitbucket: one of github, gitlab is expected/);
      assert.match(err, /--stack: a stack is expected/);
      assert.match(err, /owner platform: a person/);
      assert.match(repository().read(".gitlab/evenkeel.yml"), /STACK: "dev" \}\n +- .*STACK: "prod"/);
      assert.match(repository().read("evenkeel.json"), /strict/);
      assert.match(repository().read(".evenkeel/allowed_signers"), /^ada .*\nbob /m);
    });

    it("and takes what is in brackets for no answer", async () => {
      const { code, err } = await asked(["", "", "@acme/platform", ""]);
      assert.equal(code, 0, err);
      assert.match(err, /\[github\][^]*\[recommended\]/);
      assert.deepEqual(written(), FILES.github);
    });

    it("nothing that is given", async () => {
      const args = [
        "--provider",
        "github",
        "--preset",
        "strict",
        "--owners",
        "@acme/platform",
        "--signer",
        `ada=${repository().key("ada")}`,
      ];
      const { code, err } = await asked([], ...args);
      assert.equal(code, 0, err);
    });

    it("and writes nothing where there is no answer", async () => {
      const before = repository().tree();
      const { code, err } = await asked([""]);
      assert.equal(code, 2);
      assert.match(err, /nobody answers/);
      assert.deepEqual(repository().tree(), before);
    });
  });

  it("tells programs what has become of each file", async () => {
    repository().write("evenkeel.json", "{}");
    const { out } = await repository().ready("--provider", "github", "--format", "json");
    const { root: where, files } = JSON.parse(out) as {
      root: string;
      files: { path: string; state: string; lack?: object }[];
    };
    assert.equal(where, repository().root);
    const states = Object.fromEntries(files.map(({ path, state }) => [path, state]));
    assert.equal(states["evenkeel.json"], "left");
    assert.equal(states[".evenkeel/package.json"], "written");
    assert.ok(files.find(({ path }) => path === "evenkeel.json")?.lack);
  });

  it("works from a folder within the repository", async () => {
    const { code } = await evenkeel(["init", repository().at("infra"), "--yes", "--owners", "@acme/platform"]);
    assert.equal(code, 0);
    assert.ok(existsSync(repository().at("evenkeel.json")));
  });
});
