import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { about, CommandError } from "../exit";
import { linewise, type Wanted } from "./wanted";

export const SIGNERS = ".evenkeel/allowed_signers";

/** Somebody who may approve changes, by the public key that approvals are signed with. */
export interface Signer {
  readonly name: string;
  /** The type of the key, and the key. */
  readonly key: string;
}

/**
 * Who may approve, as OpenSSH keeps it.
 *
 * @see https://man.openbsd.org/ssh-keygen#ALLOWED_SIGNERS
 */
export function allowedSigners(signers: readonly Signer[]): Wanted {
  return linewise(SIGNERS, [
    "# Who may approve changes of traffic. A change needs the approval of two of them.",
    ...signers.map(({ name, key }) => `${name} namespaces="evenkeel" ${key}`),
  ]);
}

/** How many may approve by now; undefined where there is no such file. */
export function signersIn(root: string): number | undefined {
  const file = join(root, SIGNERS);
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^\s*[^#\s]/.test(line)).length;
}

/**
 * Reads a signer that is given as `name=file`, the file being that of a public key.
 *
 * @throws CommandError that names the signer and what is wrong.
 */
export async function signerOf(given: string): Promise<Signer> {
  const [, name, file] = /^([^=]*)=(.+)$/.exec(given) ?? [];
  if (name === undefined || file === undefined) {
    throw new CommandError(`signer ${given}: name=file is expected, as ada@example.com=keys/ada.pub`);
  }
  // In a list of signers these part names, or stand for many.
  if (!/^[^\s,"*?!#]+$/.test(name))
    throw new CommandError(`signer ${name}: a name without spaces, commas or patterns is expected`);
  return { name, key: await about(`signer ${name}, ${file}`, () => publicKeyIn(readFileSync(file, "utf8"))) };
}

function publicKeyIn(text: string): string {
  // What it says is not shown, for it may be a secret.
  if (text.includes("PRIVATE KEY")) throw new CommandError("this is a private key; give the file that ends with .pub");
  const [line = "", ...more] = text.split(/\r?\n/).filter((each) => each.trim() !== "");
  const [, type, key] = /^((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w.@-]+) ([A-Za-z0-9+/]+={0,2})(?: .*)?$/.exec(line) ?? [];
  if (type === undefined || key === undefined || more.length > 0 || !names(type, key)) {
    throw new CommandError(
      "one public key of OpenSSH is expected, as ssh-keygen writes it to a file that ends with .pub",
    );
  }
  return `${type} ${key}`;
}

/** Whether a key is of the type that is said: it begins with the length of its type, and the type. */
function names(type: string, key: string): boolean {
  const bytes = Buffer.from(key, "base64");
  return bytes.length > 4 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString() === type;
}
