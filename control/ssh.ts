import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NAMESPACE, type SignedApproval } from "./approval";
import { ControlError, run } from "./run";

const INSTALL = "install OpenSSH 8.9 or later (openssh-client)";

/** Who may sign, and whose keys no longer count, as OpenSSH writes it. */
export interface Signers {
  readonly allowed: string;
  /** A key revocation list, or public keys; undefined where none is revoked. */
  readonly revoked?: Buffer | string | undefined;
}

/** Who signed: the key's fingerprint; or why the signature does not hold. */
export type Verified = { readonly key: string } | { readonly why: string };

/**
 * Signs with a person's key: a file, the public half of one that an agent or a security key holds.
 *
 * @throws ControlError when it cannot be signed.
 * @see https://man.openbsd.org/ssh-keygen.1 (-Y sign)
 */
export async function sign(payload: string, key: string): Promise<string> {
  const { code, stdout } = await run("ssh-keygen", ["-Y", "sign", "-q", "-n", NAMESPACE, "-f", key], {
    ...{ input: payload, install: INSTALL, isInteractive: true },
  });
  const signature = stdout.toString("utf8");
  if (code === 0 && signature.startsWith("-----BEGIN SSH SIGNATURE-----")) return signature;
  throw new ControlError(`${key} could not sign. Give a private key, or a public one that your SSH agent holds`);
}

/** Holds signatures against one list of signers; the lists are on disk for as long as it takes. */
export async function withVerifier<Result>(
  { allowed, revoked }: Signers,
  use: (verify: (signed: SignedApproval, by: string) => Promise<Verified>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-signers-"));
  try {
    const [signers, revocations] = [join(folder, "allowed_signers"), join(folder, "revoked_keys")];
    await writeFile(signers, allowed);
    if (revoked !== undefined) await writeFile(revocations, revoked);
    let count = 0;
    return await use(async ({ payload, signature }, by) => {
      const file = join(folder, `signature-${(count += 1)}`);
      await writeFile(file, signature);
      const args = ["-Y", "verify", "-n", NAMESPACE, "-f", signers, "-I", by, "-s", file];
      if (revoked === undefined) return verified(args, payload);
      const result = await verified([...args, "-r", revocations], payload);
      // That a key is revoked is not said; without the list it would hold.
      return "why" in result && "key" in (await verified(args, payload)) ? { why: "its key is revoked" } : result;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function verified(args: readonly string[], payload: string): Promise<Verified> {
  const { code, stdout, stderr } = await run("ssh-keygen", args, { input: payload, install: INSTALL });
  const [, key] = /with \S+ key (SHA256:\S+)/.exec(stdout.toString("utf8")) ?? [];
  if (code === 0 && key !== undefined) return { key };
  return { why: REASONS.find(([complaint]) => complaint.test(stderr))?.[1] ?? "no such person may sign with its key" };
}

/** What ssh-keygen complains of, and how a person says it. */
const REASONS: readonly (readonly [complaint: RegExp, why: string])[] = [
  [/incorrect signature/, "its signature is over something else: it was changed after it was signed"],
  [/namespace/, `it is signed for another purpose than ${NAMESPACE}, or its key may not sign for that`],
  [/expired|not yet valid/, "its key has expired, or does not count yet"],
  [/parse|armor|invalid format/, "its signature is no SSH signature"],
];
