import type { Checkout } from "./checkout";
import { ControlError } from "./run";
import type { Signers } from "./ssh";

/** Where to look, and what to trust. */
export interface Ground {
  /** A folder of the checkout. */
  readonly folder: string;
  readonly base: string;
  /** Where it says who may sign: lines of their own, or a file as it is where the change starts. */
  readonly signers: readonly string[] | string;
  readonly revoked: readonly string[] | string;
}

/** Never from the change itself: whoever could add a signer there could approve it. */
export async function signersOf(checkout: Checkout, { signers, revoked }: Ground): Promise<Signers> {
  if (typeof signers !== "string") return { allowed: signers.join("\n"), revoked: await revokedIn(checkout, revoked) };
  const file = await checkout.fileAtBase(signers);
  if (file === undefined) {
    throw new ControlError(
      `${signers} is not in ${checkout.base.slice(0, 10)}, where the change starts: nobody may sign`,
    );
  }
  return { allowed: file.toString("utf8"), revoked: await revokedIn(checkout, revoked) };
}

async function revokedIn(
  checkout: Checkout,
  revoked: readonly string[] | string,
): Promise<Buffer | string | undefined> {
  if (typeof revoked === "string") return checkout.fileAtBase(revoked);
  return revoked.length === 0 ? undefined : `${revoked.join("\n")}\n`;
}
