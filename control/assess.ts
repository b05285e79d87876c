import { basename } from "node:path";
import {
  approvalIn,
  fileNameOf,
  shown,
  signedIn,
  whyNotAbout,
  whyNotNow,
  type Approval,
  type SignedApproval,
  type Transition,
  type Wanted,
} from "./approval";
import { type Author, Checkout, topOf } from "./checkout";
import { People } from "./people";
import { ControlError } from "./run";
import { type Ground, signersOf } from "./signers";
import { withVerifier, type Verified } from "./ssh";
import { APPROVALS, filesOf, type Found } from "./store";

/** So many people must approve. */
export const NEEDED = 2;

/** An approval that does not count. */
interface Refused {
  readonly path: string;
  readonly by: string | undefined;
  readonly why: string;
}

/** What approvals there are of a change. */
export interface Assessment {
  readonly authors: readonly Author[];
  /** Those that count, of different people. */
  readonly approvals: readonly Approval[];
  /** Those of people who let it pass in an emergency. */
  readonly broken: readonly Approval[];
  readonly refused: readonly Refused[];
  readonly isApproved: boolean;
}

/**
 * Holds the approvals of a change against who may give them.
 *
 * @throws ControlError when it cannot be told who wrote the change, or who may sign.
 */
export async function assess(change: Transition, ground: Ground, now: Date): Promise<Assessment> {
  const checkout = await Checkout.open(ground.folder, ground.base);
  const authors = await checkout.authors(APPROVALS);
  const isAuthor = (people: People, by: string) => authors.find(({ email }) => people.areSame(email, by));
  return judged(change, checkout, ground, {
    demand: async (approval, path, people) => {
      if (await checkout.wasThere(path)) return "it was used for a change that is already in the protected branch";
      const why = whyNotNow(approval, now);
      if (why !== undefined || approval.kind === "break glass") return why;
      const author = isAuthor(people, approval.by);
      return author && `${shown(approval.by)} wrote the change (commit ${author.commit})`;
    },
    authors,
  });
}

/**
 * Who let what is deployed pass in an emergency, without that two others have approved it since.
 *
 * @throws ControlError when it cannot be told who may sign.
 */
export async function stillBroken(
  { stack, digest }: Omit<Transition, "previous">,
  ground: Ground,
): Promise<Approval[]> {
  // Most of what is deployed was never let pass so, and needs no more than this look.
  if ((await filesOf(await topOf(ground.folder), { stack, digest })).length === 0) return [];
  const checkout = await Checkout.open(ground.folder, ground.base);
  const how: Judging = { demand: () => Promise.resolve(undefined), authors: [] };
  const { broken, approvals, people } = await judged({ stack, digest }, checkout, ground, how);
  return broken.filter(({ by, previous }) => {
    const others = approvals.filter((one) => one.previous === previous && !people.areSame(one.by, by));
    return others.length < NEEDED;
  });
}

interface Judging {
  /** Why an approval does not count here, whose signature holds. */
  readonly demand: (approval: Approval, path: string, people: People) => Promise<string | undefined>;
  readonly authors: readonly Author[];
}

async function judged(
  change: Wanted,
  checkout: Checkout,
  ground: Ground,
  how: Judging,
): Promise<Assessment & { readonly people: People }> {
  const files = await filesOf(checkout.folder, change);
  const signers = await signersOf(checkout, ground);
  const people = new People(signers.allowed);
  if (people.count < NEEDED)
    throw new ControlError(`The signers are fewer than ${NEEDED} people, so nothing can be approved`);
  const all = await withVerifier(signers, (verify) =>
    Promise.all(
      files.map((file) => oneOf(file, change, verify, (approval) => how.demand(approval, file.path, people))),
    ),
  );
  const refused = all.flatMap((one) => ("why" in one ? [one] : []));
  const held = all.flatMap((one) => ("why" in one ? [] : [one]));
  const counted: typeof held = [];
  for (const one of held.filter(({ approval }) => approval.kind === "approval")) {
    const { by } = one.approval;
    const known = counted.find((other) => other.key === one.key || people.areSame(other.approval.by, by));
    if (!known) counted.push(one);
    else refused.push({ path: one.path, by, why: `${shown(known.approval.by)} has approved it already` });
  }
  return {
    authors: how.authors,
    approvals: counted.map(({ approval }) => approval),
    broken: held.flatMap(({ approval }) => (approval.kind === "break glass" ? [approval] : [])),
    refused,
    isApproved: counted.length >= NEEDED,
    people,
  };
}

interface Held {
  readonly path: string;
  readonly approval: Approval;
  /** The fingerprint of the key. */
  readonly key: string;
}

async function oneOf(
  { path, content }: Found,
  change: Wanted,
  verify: (signed: SignedApproval, by: string) => Promise<Verified>,
  demand: (approval: Approval) => Promise<string | undefined>,
): Promise<Held | Refused> {
  if ("why" in content) return { path, by: undefined, why: content.why };
  const signed = signedIn(content.text);
  if (typeof signed === "string") return { path, by: undefined, why: signed };
  if (fileNameOf(signed.payload) !== basename(path)) {
    return { path, by: undefined, why: "its name does not fit what it holds: it was changed, or renamed" };
  }
  const approval = approvalIn(signed.payload);
  if (typeof approval === "string") return { path, by: undefined, why: approval };
  const about = whyNotAbout(approval, change);
  if (about !== undefined) return { path, by: approval.by, why: about };
  const verified = await verify(signed, approval.by);
  if ("why" in verified) return { path, by: approval.by, why: verified.why };
  const why = await demand(approval);
  return why === undefined ? { path, approval, key: verified.key } : { path, by: approval.by, why };
}
