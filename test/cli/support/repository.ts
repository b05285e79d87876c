import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { version } from "../../../cli/version";
import { evenkeel, type Ran, type Surroundings } from "./command";
import { surrounded } from "./surroundings";

/** What stands in for npm: it locks whatever it is asked for, so that no test needs a registry. */
const NPM = `#!/bin/sh
[ "$1" = install ] || exit 9
echo '{"packages":{"node_modules/evenkeel":{"version":"${version()}","integrity":"sha512-abc="}}}' > package-lock.json
`;

/** A repository with a Pulumi project, for one test, and a folder beside it. */
export class Repository {
  readonly beside = realpathSync(mkdtempSync(join(tmpdir(), "evenkeel-init-")));
  readonly root = join(this.beside, "shop");

  constructor() {
    mkdirSync(this.root);
    mkdirSync(join(this.beside, "bin"));
    this.command("npm", NPM);
    this.git("init", "--quiet");
    this.write("infra/Pulumi.yaml", "name: shop\nruntime: yaml\n");
    this.write("infra/Pulumi.prod.yaml", "config: {}\n");
  }

  at(path: string): string {
    return join(this.root, path);
  }

  read(path: string): string {
    return readFileSync(this.at(path), "utf8");
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.root, encoding: "utf8" });
  }

  /** Has something stand in for a command. */
  command(name: string, script: string): void {
    writeFileSync(join(this.beside, "bin", name), script);
    chmodSync(join(this.beside, "bin", name), 0o755);
  }

  /** All files, those of git itself apart. */
  tree(): string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1))
      .filter((path) => !path.startsWith(".git/"))
      .sort();
  }

  /** Makes a key, and gives the file of its public part. */
  key(name: string): string {
    const file = join(this.beside, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
    return `${file}.pub`;
  }

  init(args: readonly string[] = [], surroundings: Surroundings = {}): Promise<Ran> {
    return evenkeel(["init", this.root, ...args], surroundings);
  }

  /** Without a question; all that is needed is given. */
  ready(...args: string[]): Promise<Ran> {
    return this.init(["--yes", "--owners", "@acme/platform", ...args]);
  }

  remove(): void {
    rmSync(this.beside, { recursive: true });
  }
}

/** A repository for each test of a suite. */
export function eachInRepository(): () => Repository {
  let repository: Repository | undefined;
  const current = () => {
    if (!repository) throw new Error("a repository is there only while a test runs");
    return repository;
  };
  beforeEach(() => {
    repository = new Repository();
  });
  afterEach(() => {
    current().remove();
  });
  surrounded(() => ({ PATH: [join(current().beside, "bin"), process.env["PATH"]].join(delimiter) }));
  return current;
}
