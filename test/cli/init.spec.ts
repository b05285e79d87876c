import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { version } from "../../cli/version";
import { evenkeel, type Surroundings } from "./support/command";
import { surrounded } from "./support/surroundings";

/** What stands in for npm: it locks whatever it is asked for, so that no test needs a registry. */
const NPM = `#!/bin/sh
[ "$1" = install ] || exit 9
echo '{"packages":{"node_modules/evenkeel":{"version":"${version()}","integrity":"sha512-abc="}}}' > package-lock.json
`;

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
  let scratch = "";
  let root = "";
  const at = (path: string) => join(root, path);
  const read = (path: string) => readFileSync(at(path), "utf8");
  const write = (path: string, content: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  const tree = () =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => !path.startsWith(".git/"))
      .sort();
  const written = () => tree().filter((path) => !path.includes('Pulumi.'));

  const key = (name: string) => {
    const file = join(scratch, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
    return `${file}.pub`;
  };

  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), "evenkeel-init-")));
    root = join(scratch, "shop");
    mkdirSync(join(scratch, "bin"));
    writeFileSync(join(scratch, "bin/npm"), NPM);
    chmodSync(join(scratch, "bin/npm"), 0o755);
    mkdirSync(root);
    git("init", "--quiet");
    write("infra/Pulumi.yaml", "name: shop\nruntime: yaml\n");
    write("infra/Pulumi.prod.yaml", "config: {}\n");
  });
  afterEach(() => {
    chmodSync(root, 0o755);
    rmSync(scratch, { recursive: true });
  });
  surrounded(() => ({ PATH: [join(scratch, "bin"), process.env["PATH"]].join(delimiter) }));

  const init = (args: readonly string[] = [], surroundings: Surroundings = {}) =>
    evenkeel(["init", root, ...args], surroundings);
  const ready = (...args: string[]) => init(["--yes", "--owners", "@acme/platform", ...args]);

  for (const provider of ["github", "gitlab"] as const) {
    it(`writes all that ${provider} needs, and finds it in order the next time`, async () => {
      const first = await ready("--provider", provider);
      assert.equal(first.err, "");
      assert.equal(first.code, 0);
      assert.deepEqual(written(), FILES[provider]);
      const before = written().map(read);
      const again = await ready("--provider", provider);
      assert.equal(again.code, 0, again.out);
      assert.doesNotMatch(again.out, /written|left as it is/);
      assert.deepEqual(written().map(read), before);
    });
  }

  it("takes the provider from where the repository is pushed to", async () => {
    git("remote", "add", "origin", "git@gitlab.example.com:acme/shop.git");
    await ready();
    assert.ok(existsSync(at(".gitlab-ci.yml")));
  });

  it("previews each stack that has settings, of each project", async () => {
    write("edge/Pulumi.yaml", "name: edge\nruntime: go\n");
    write("edge/Pulumi.dev.yaml", "config: {}\n");
    write("edge/Pulumi.acme.prod.yaml", "config: {}\n");
    await ready("--provider", "github");
    const lines = read(".github/workflows/evenkeel.yml").match(/- \{ project.*/g);
    assert.deepEqual(lines, [
      '- { project: "edge", stack: "acme.prod" }',
      '- { project: "edge", stack: "dev" }',
      '- { project: "infra", stack: "prod" }',
    ]);
  });

  it("previews the projects and stacks that it is told", async () => {
    write("edge/Pulumi.yaml", "name: edge\nruntime: go\n");
    await ready("--provider", "gitlab", "--project", "./edge/", "--stack", "acme/edge/prod");
    const lines = read(".gitlab/evenkeel.yml").match(/- \{ PROJECT.*/g);
    assert.deepEqual(lines, ['- { PROJECT: "edge", STACK: "acme/edge/prod" }']);
  });

  it("pins the pack by version and digest", async () => {
    await ready();
    assert.deepEqual(JSON.parse(read(".evenkeel/package.json")), {
      private: true,
      dependencies: { evenkeel: version() },
    });
    assert.match(read(".evenkeel/package-lock.json"), /"integrity":"sha512-/);
  });

  it("lets those approve whose keys it is given", async () => {
    const [ada, bob] = [key("ada"), key("bob")];
    const { out } = await ready("--signer", `ada@acme.com=${ada}`, "--signer", `bob@acme.com=${bob}`);
    const signature = sign(join(scratch, "ada"), "a digest");
    assert.match(verify(at(".evenkeel/allowed_signers"), "ada@acme.com", "a digest", signature), /^Good "evenkeel"/);
    assert.throws(() => verify(at(".evenkeel/allowed_signers"), "bob@acme.com", "a digest", signature));
    assert.doesNotMatch(out, /Two people have to approve/);
  });

  it("says that two have to approve where there are fewer", async () => {
    assert.match((await ready("--signer", `ada@acme.com=${key("ada")}`)).out, /Two people have to approve/);
  });

  function sign(keyFile: string, text: string): string {
    return execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", keyFile, "-n", "evenkeel"], {
      input: text,
      encoding: "utf8",
    });
  }

  function verify(signers: string, who: string, text: string, signature: string): string {
    const file = join(scratch, "signature");
    writeFileSync(file, signature);
    const args = ["-Y", "verify", "-f", signers, "-I", who, "-n", "evenkeel", "-s", file];
    return execFileSync("ssh-keygen", args, { input: text, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  }

  describe("leaves what is there", () => {
    const left = async (path: string, content: string, told: RegExp, ...args: string[]) => {
      write(path, content);
      const { code, out } = await ready("--provider", "github", ...args);
      assert.equal(code, 1, out);
      assert.equal(read(path), content);
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
      await ready("--provider", "github");
      const owned = read(".github/CODEOWNERS");
      for (const [later, isLeft] of [
        ["*.json @acme/all", true],
        ["/.evenkeel/ @acme/all", true],
        ["/docs/ @acme/all", false],
        ["# Nothing", false],
      ] as const) {
        write(".github/CODEOWNERS", `${owned}${later}\n`);
        const { code } = await ready("--provider", "github");
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
        `ada=${key("ada")}`,
      );
      assert.doesNotMatch(out, / {4}#/);
    });

    it("and says what a configuration of one's own lacks", () =>
      left(
        "evenkeel.json",
        '{"even-zones":"mandatory"}',
        /evenkeel\.json +left as it is: .*preset strict add this\n +\{/,
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
        for (const path of [".evenkeel/package.json", "evenkeel.json"]) write(path, broken);
        const { code, out } = await ready("--provider", "github");
        assert.equal(code, 1);
        assert.match(out, /evenkeel\.json +left as it is/);
        assert.match(out, /package\.json +left as it is/);
      });
    }

    it("and says what a pipeline of one's own has to include", async () => {
      write(".gitlab-ci.yml", "include:\n  - local: ci/test.yml\n");
      const { code, out } = await ready("--provider", "gitlab");
      assert.equal(code, 1);
      assert.match(
        out,
        /\.gitlab-ci\.yml +left as it is: add this\n    include:\n      - local: \.gitlab\/evenkeel\.yml/,
      );
      write(".gitlab-ci.yml", "include: [{ local: ci/test.yml }, { local: .gitlab/evenkeel.yml }]\n");
      assert.equal((await ready("--provider", "gitlab")).code, 0);
    });
  });

  describe("writes nothing", () => {
    const nothing = async (told: RegExp, run: () => ReturnType<typeof init>) => {
      const before = tree();
      const { code, err, out } = await run();
      assert.equal(code, 2, out);
      assert.match(err, told);
      assert.deepEqual(tree(), before);
    };

    it("in a dry run, which prints it all", async () => {
      const before = tree();
      const { code, out } = await ready("--provider", "github", "--dry-run");
      assert.equal(code, 0);
      assert.deepEqual(tree(), before);
      assert.match(out, /evenkeel\.json +would be written/);
      assert.match(out, /^ {4}name: evenkeel$/m);
      assert.match(out, /\(made by npm, with the digests of evenkeel/);
    });

    it("outside of a repository", async () => {
      rmSync(at(".git"), { recursive: true });
      await nothing(/a folder of a git repository is expected/, () => ready());
    });

    it("where there is no Pulumi project", async () => {
      rmSync(at("infra"), { recursive: true });
      await nothing(/there is no Pulumi project here/, () => ready());
    });

    it("where nobody says which stacks, or who owns the rules", async () => {
      await nothing(/--owners: who reviews/, () => init(["--yes"]));
      rmSync(at("infra/Pulumi.prod.yaml"));
      await nothing(/--stack: a stack is expected/, () => ready());
    });

    it("where npm cannot tell the digests, and says why", async () => {
      writeFileSync(join(scratch, "bin/npm"), "#!/bin/sh\necho 'npm error 404 no such version' >&2\nexit 1\n");
      await nothing(/npm cannot tell the digests of evenkeel .*so nothing is written:\nnpm error 404/, () => ready());
      rmSync(join(scratch, "bin/npm"));
      process.env["PATH"] = pathWith("git");
      await nothing(/npm cannot tell the digests/, () => ready());
    });

    it("where there is no git", async () => {
      process.env["PATH"] = join(scratch, "bin");
      await nothing(/git is not installed/, () => ready());
    });

    for (const [what, path, target, told] of [
      [
        "a file",
        "evenkeel.json",
        "outside.json",
        /evenkeel\.json: a link on the way there leads out of the repository/,
      ],
      ["a folder", ".evenkeel", "outside", /\.evenkeel\/package\.json: a link on the way there leads out/],
      ["a link to nothing", ".github", "nowhere", /\.github\/workflows\/evenkeel\.yml: a link .* leads to nothing/],
    ] as const) {
      it(`through ${what} that leads out`, async () => {
        writeFileSync(join(scratch, "outside.json"), "{}");
        mkdirSync(join(scratch, "outside"));
        symlinkSync(join(scratch, target), at(path));
        await nothing(told, () => ready("--provider", "github"));
        assert.deepEqual(readdirSync(join(scratch, "outside")), []);
      });
    }

    it("where a folder or a file is in the way", async () => {
      mkdirSync(at("evenkeel.json"));
      await nothing(/evenkeel\.json: there is a folder of that name/, () => ready());
      rmSync(at("evenkeel.json"), { recursive: true });
      write(".github", "a file");
      await nothing(/\.github\/workflows\/evenkeel\.yml: it cannot be written, so nothing is/, () =>
        ready("--provider", "github"),
      );
    });

    for (const [what, args, told] of [
      ["an owner that is none", ["--owners", "platform"], /owner platform: a person, team or address/],
      ["a stack that is none", ["--stack", "pr od"], /stack pr od: a name is expected/],
      ["a project that is none", ["--project", "web"], /--project web: there is no Pulumi\.yaml there, but in infra/],
      ["a signer without a file", ["--signer", "ada"], /signer ada: name=file is expected/],
      [
        "a signer that stands for many",
        ["--signer", "*=ada.pub"],
        /signer \*: a name without spaces, commas or patterns/,
      ],
      ["a signer whose file is not there", ["--signer", "ada=none.pub"], /signer ada, none\.pub: .*no such file/],
    ] as const) {
      it(`for ${what}`, () => nothing(told, () => ready(...args)));
    }

    it("for a key that is private, which it does not show", async () => {
      const file = key("ada").replace(/\.pub$/, "");
      await nothing(/this is a private key; give the file that ends with \.pub/, () =>
        ready("--signer", `ada=${file}`),
      );
      assert.ok(!(await ready("--signer", `ada=${file}`)).err.includes("BEGIN"));
    });

    it("for a key that is none", async () => {
      const file = join(scratch, "odd.pub");
      for (const text of ["", "ssh-ed25519", "ssh-ed25519 AAAA", readFileSync(key("ada"), "utf8").repeat(2)]) {
        writeFileSync(file, text);
        await nothing(/one public key of OpenSSH is expected/, () => ready("--signer", `ada=${file}`));
      }
    });

    it("for one person or key that is given twice", async () => {
      const file = key("ada");
      await nothing(/signer eve: ada is the same person or key/, () =>
        ready("--signer", `ada=${file}`, "--signer", `eve=${file}`),
      );
    });

    /** A path of commands on which there is only one. */
    function pathWith(command: string): string {
      const folder = join(scratch, "only");
      mkdirSync(folder);
      symlinkSync(execFileSync("which", [command], { encoding: "utf8" }).trim(), join(folder, command));
      return folder;
    }
  });

  describe("asks a person", () => {
    const asked = (answers: readonly string[], ...args: string[]) => init(args, { answers });

    it("what is not given, and again where the answer will not do", async () => {
      rmSync(at("infra/Pulumi.prod.yaml"));
      const signers = `ada=${key("ada")} bob=${key("bob")}`;
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
      assert.match(read(".gitlab/evenkeel.yml"), /STACK: "dev" \}\n +- .*STACK: "prod"/);
      assert.match(read("evenkeel.json"), /strict/);
      assert.match(read(".evenkeel/allowed_signers"), /^ada .*\nbob /m);
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
        `ada=${key("ada")}`,
      ];
      const { code, err } = await asked([], ...args);
      assert.equal(code, 0, err);
    });

    it("and writes nothing where there is no answer", async () => {
      const before = tree();
      const { code, err } = await asked([""]);
      assert.equal(code, 2);
      assert.match(err, /nobody answers/);
      assert.deepEqual(tree(), before);
    });
  });

  it("tells programs what has become of each file", async () => {
    write("evenkeel.json", "{}");
    const { out } = await ready("--provider", "github", "--format", "json");
    const { root: where, files } = JSON.parse(out) as {
      root: string;
      files: { path: string; state: string; lack?: object }[];
    };
    assert.equal(where, root);
    const states = Object.fromEntries(files.map(({ path, state }) => [path, state]));
    assert.equal(states["evenkeel.json"], "left");
    assert.equal(states[".evenkeel/package.json"], "written");
    assert.ok(files.find(({ path }) => path === "evenkeel.json")?.lack);
  });

  it("works from a folder within the repository", async () => {
    const { code } = await evenkeel(["init", at("infra"), "--yes", "--owners", "@acme/platform"]);
    assert.equal(code, 0);
    assert.ok(existsSync(at("evenkeel.json")));
  });
});
