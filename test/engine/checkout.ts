import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Manifest {
  readonly version: string;
  readonly files: readonly string[];
}

/** A checkout of its own, with all that a package is made of and committed, whatever is changed in this one. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), "evenkeel-checkout-"));

  constructor(from: string) {
    const manifest = read(from);
    // What is left out of the package need not be left out of the checkout.
    const packed = manifest.files.filter((name) => !name.startsWith("!"));
    for (const name of [...packed, "package.json", "README.md", "LICENSE"]) {
      cpSync(join(from, name), join(this.folder, name), { recursive: true });
    }
    symlinkSync(join(from, "node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, ".gitignore"), "node_modules\n");
    this.#git("init", "--quiet");
    this.commit();
  }

  change(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }

  commit(): void {
    this.#git("add", "--all");
    this.#git("commit", "--quiet", "--message", "Change something");
  }

  /** Commits another version. */
  release(version: string): void {
    this.change("package.json", JSON.stringify({ ...read(this.folder), version }));
    this.commit();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #git(...args: string[]): void {
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgSign=false"];
    execFileSync("git", [...author, ...args], { cwd: this.folder });
  }
}

const read = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
