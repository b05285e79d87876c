import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NAMESPACE } from "../../control/approval";
import { about, CommandError } from "../exit";
import { linewise, type Wanted } from "./wanted";

export const SIGNERS = ".evenkeel/allowed_signers";

/** Whose keys no longer count; it is there once a key is lost. */
export const REVOKED = ".evenkeel/revoked_keys";

/** Somebody who may approve changes, by the public key that approvals are signed with. */
export interface Signer {
  /** The addresses with which this person commits, so that nobody approves what is their own. */
  readonly names: readonly string[];
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
    "# Who may approve changes of traffic, by all addresses with which they commit. A change needs two who did not write it.",
    ...signers.map(({ names, key }) => `${names.join(",")} namespaces="${NAMESPACE}" ${key}`),
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
 * Reads a signer that is given as `addresses=file`: by commas the addresses, and the file of a public key.
 *
 * @throws CommandError that names the signer and what is wrong.
 */
export async function signerOf(given: string): Promise<Signer> {
  const [, person, file] = /^([^=]*)=(.+)$/.exec(given) ?? [];
  if (person === undefined || file === undefined) {
    throw new CommandError(`signer ${given}: address=file is expected, as ada@acme.com=keys/ada.pub`);
  }
  const names = person.split(",");
  // In a list of signers the other characters part names, or stand for many.
  if (!names.every((name) => /^[^\s"*?!#]+$/.test(name))) {
    throw new CommandError(`signer ${person}: addresses without spaces or patterns are expected, by commas`);
  }
  return { names, key: await about(`signer ${person}, ${file}`, () => publicKeyIn(readFileSync(file, "utf8"))) };
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
