import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { assess, type Assessment } from "../../../control/assess";
import type { Ground } from "../../../control/signers";
import { fileNameOf, payloadOf, type Approval, type Transition } from "../../../control/approval";
import { sign } from "../../../control/ssh";
import { folderOf } from "../../../control/store";

export const CHANGE: Transition = { stack: "shop/prod", previous: "a".repeat(64), digest: "b".repeat(64) };

const MINUTE = 60_000;
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();

/** A checkout with a protected branch `main`, on which people may sign, and a change by Dan. */
export class Team {
  readonly folder = mkdtempSync(join(tmpdir(), "evenkeel-team-"));
  readonly repository = join(this.folder, "repository");
  readonly #keys = new Map<string, string>();

  constructor() {
    mkdirSync(this.repository);
    this.git("dan", "init", "--quiet", "--initial-branch", "main");
    this.commit("dan", ".evenkeel/allowed_signers", this.signersOf("ada", "bob", "cy", "dan"));
    this.git("dan", "checkout", "--quiet", "-b", "change");
    this.commit("dan", "index.ts", "weight: 100");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  git(person: string, ...args: string[]): string {
    const email = person.includes("@") ? person : addressOf(person);
    const identity = { GIT_AUTHOR_NAME: person, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: person };
    const env = { ...process.env, ...identity, GIT_COMMITTER_EMAIL: email, GIT_CONFIG_GLOBAL: "/dev/null" };
    return execFileSync("git", args, {
      cwd: this.repository,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  }

  commit(person: string, path: string, content: string, message = "Change it"): void {
    this.write(path, content);
    this.git(person, "add", "--all");
    this.git(person, "commit", "--quiet", "--message", message);
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.repository, path)), { recursive: true });
    writeFileSync(join(this.repository, path), content);
  }

  /** The key of a person, made when it is first asked for. */
  key(name: string): string {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const file = join(this.folder, `key-${name}`);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
    this.#keys.set(name, file);
    return file;
  }

  publicKey(name: string): string {
    return readFileSync(`${this.key(name)}.pub`, "utf8")
      .split(" ")
      .slice(0, 2)
      .join(" ");
  }

  signersOf(...names: string[]): string {
    return names.map((name) => `${addressOf(name)} ${this.publicKey(name)}\n`).join("");
  }

  /** Puts a signed approval where it is looked for, and commits it. */
  async approve(person: string, changes: Partial<Approval> = {}, how: How = {}): Promise<string> {
    const payload = payloadOf({
      ...CHANGE,
      ...{ kind: "approval", by: addressOf(person), at: inMinutes(0), until: inMinutes(30), reason: "" },
      ...changes,
    });
    const key = how.key ?? this.key(person);
    const signature = how.namespace === undefined ? await sign(payload, key) : signed(payload, key, how.namespace);
    const path = `${folderOf(how.at ?? CHANGE)}/${fileNameOf(payload)}`;
    this.commit(person, path, JSON.stringify({ payload, signature }), "Approve");
    return path;
  }

  get ground(): Ground {
    const [signers, revoked] = [".evenkeel/allowed_signers", ".evenkeel/revoked_keys"];
    return { folder: this.repository, base: "main", signers, revoked };
  }

  assess(change: Transition = CHANGE, ground: Partial<Ground> = {}, now = new Date()): Promise<Assessment> {
    return assess(change, { ...this.ground, ...ground }, now);
  }

  /** Changes what stands on the protected branch, before the change. */
  protect(path: string, content: string): void {
    this.git("dan", "checkout", "--quiet", "main");
    this.commit("dan", path, content);
    this.git("dan", "checkout", "--quiet", "-B", "change");
    this.commit("dan", "index.ts", "weight: 200");
  }
}

interface How {
  readonly key?: string;
  readonly namespace?: string;
  /** The change in whose folder it is put. */
  readonly at?: Transition;
}

export const addressOf = (person: string) => `${person}@example.com`;

function signed(payload: string, key: string, namespace: string): string {
  const args = ["-Y", "sign", "-q", "-n", namespace, "-f", key];
  return execFileSync("ssh-keygen", args, { input: payload, encoding: "utf8" });
}
