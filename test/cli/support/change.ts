import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Resource } from "../../../traffic";
import { previewOf } from "./command";
import type { Repository } from "./repository";

const COMMAND = join(__dirname, "../../../../bin/cli/main.js");

/** What stands in for npm: it puts the command and the folder of the pack where the real one would. */
const NPM = `#!/bin/bash
[ "$1 $2" = "ci --prefix" ] || exit 9
mkdir -p "$3/node_modules/.bin" "$3/node_modules/evenkeel"
printf '#!/bin/sh\\nexec "${process.execPath}" "${COMMAND}" "$@"\\n' > "$3/node_modules/.bin/evenkeel"
chmod +x "$3/node_modules/.bin/evenkeel"
`;

/** A change to a repository that has the rules on its main branch, under review: what a pipeline works on. */
export class Change {
  readonly base: string;

  constructor(
    readonly repository: Repository,
    /** Whether the branch that the change goes to has the rules. */
    hasRules = true,
  ) {
    repository.command("npm", NPM);
    repository.git("checkout", "--quiet", "-b", "main");
    this.#commit("Begin");
    if (hasRules) this.rules("{}");
    this.base = repository.git("rev-parse", "HEAD").trim();
    repository.git("checkout", "--quiet", "-b", "change");
    repository.git("remote", "add", "origin", repository.root);
  }

  /** Commits rules: what `evenkeel init` writes, as far as a pipeline reads it. */
  rules(configuration: string): void {
    this.repository.write("evenkeel.json", configuration);
    this.repository.write(".evenkeel/package-lock.json", "{}");
    this.#commit("Decide on rules");
  }

  /** What the Pulumi CLI says in a preview; nothing where it fails. */
  previews(before: readonly Resource[], after?: readonly Resource[]): void {
    const preview = join(this.repository.beside, "shown.json");
    this.repository.write("../shown.json", after ? JSON.stringify(previewOf(before, after)) : "");
    const log = join(this.repository.beside, "pulumi.log");
    this.repository.command(
      "pulumi",
      `#!/bin/bash\necho "$PWD: $*" >> "${log}"\nif [[ "$*" == *--json* ]]; then cat "${preview}"; [ -s "${preview}" ]; fi\n`,
    );
  }

  /** The commands that the Pulumi CLI was given. */
  get asked(): readonly string[] {
    const log = join(this.repository.beside, "pulumi.log");
    return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
  }

  /** Runs a script as a runner does. */
  run(script: string, folder: string, env: Readonly<Record<string, string>>): { status: number | null; said: string } {
    const done = spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", script], {
      cwd: join(this.repository.root, folder),
      encoding: "utf8",
      env: { ...process.env, PATH: [join(this.repository.beside, "bin"), process.env["PATH"]].join(delimiter), ...env },
    });
    return { status: done.status, said: `${done.stdout}${done.stderr}` };
  }

  #commit(message: string): void {
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgSign=false"];
    this.repository.git("add", "--all");
    this.repository.git(...author, "commit", "--quiet", "--message", message);
  }
}
