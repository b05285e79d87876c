import { createHash, randomBytes } from "node:crypto";

/** What a signature is for: one that was made for anything else does not count. */
export const NAMESPACE = "approval@evenkeel.dev";

/** One way of the traffic of one stack: from a graph to another. */
export interface Transition {
  /** `project/stack`. */
  readonly stack: string;
  /** The digest of the traffic before and after. */
  readonly previous: string;
  readonly digest: string;
}

/** What a person signs. */
export interface Approval extends Transition {
  /** In an emergency one person lets it pass, and says why. */
  readonly kind: "approval" | "break glass";
  /** The person, as the file of signers names them. */
  readonly by: string;
  /** Between these moments it counts. */
  readonly at: string;
  readonly until: string;
  readonly reason: string;
  /** Makes each approval another one, so that none can be used again. */
  readonly nonce: string;
}

/** An approval as it is committed: the text that is signed, and the signature of it. */
export interface SignedApproval {
  readonly payload: string;
  readonly signature: string;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** For how long an approval may count at most, in milliseconds. */
export const LONGEST: Readonly<Record<Approval["kind"], number>> = { approval: 30 * DAY, "break glass": HOUR };

/** Clocks are not all set to the same minute. */
const SKEW = 5 * 60 * 1000;

export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

export function payloadOf(approval: Omit<Approval, "nonce">): string {
  return JSON.stringify({ format: 1, ...approval, nonce: randomBytes(16).toString("hex") });
}

/** The name of an approval's file says what is signed, so that the same cannot come again under another name. */
export function fileNameOf(payload: string): string {
  return `${createHash("sha256").update(payload).digest("hex")}.json`;
}

/** What a file holds; a text that says what is wrong with it. */
export function signedIn(file: string): SignedApproval | string {
  const fields = fieldsIn(file);
  if (typeof fields === "string") return fields;
  const { payload, signature } = fields;
  if (typeof payload !== "string" || typeof signature !== "string") return "it lacks its payload or its signature";
  return { payload, signature };
}

/** What is signed; a text that says what is wrong with it. */
export function approvalIn(payload: string): Approval | string {
  const fields = fieldsIn(payload);
  if (typeof fields === "string") return fields;
  if (fields["format"] !== 1) return "it is of a format that this version does not know";
  const texts = ["stack", "previous", "digest", "kind", "by", "at", "until", "reason", "nonce"] as const;
  const missing = texts.find((name) => typeof fields[name] !== "string");
  if (missing !== undefined) return `its ${missing} is no text`;
  const approval = fields as unknown as Approval;
  if (!(approval.kind in LONGEST)) return "it is neither an approval nor a broken glass";
  if (approval.kind === "break glass" && approval.reason.trim() === "") return "it gives no reason";
  return approval;
}

/** A change, or what is deployed, whatever it came from. */
export type Wanted = Omit<Transition, "previous"> & Partial<Pick<Transition, "previous">>;

/** Why an approval is not about what is wanted, as a person says it. */
export function whyNotAbout(approval: Approval, wanted: Wanted): string | undefined {
  if (approval.stack !== wanted.stack) return `it is for stack ${shown(approval.stack)}`;
  if (approval.digest !== wanted.digest) return "it is for another change: the digest is another one";
  if (wanted.previous !== undefined && approval.previous !== wanted.previous)
    return "it is for a change from another state than the one that is deployed";
  return undefined;
}

/** Why it does not count at a moment. */
export function whyNotNow({ kind, at, until }: Approval, now: Date): string | undefined {
  const [start, end] = [Date.parse(at), Date.parse(until)];
  if (Number.isNaN(start) || Number.isNaN(end)) return "it does not say from when until when it counts";
  if (end - start > LONGEST[kind]) return `it is to count for longer than ${LONGEST[kind] / HOUR} hours`;
  if (start > now.getTime() + SKEW) return `it is from the future (${at})`;
  return end <= now.getTime() ? `it expired at ${until}` : undefined;
}

/** What somebody else wrote, as it may be printed: on one line, without what a terminal would obey. */
export function shown(text: string): string {
  const clean = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?");
  return clean.length > 80 ? `${clean.slice(0, 80)}…` : clean;
}

function fieldsIn(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : "it is no object";
  } catch {
    return "it is cut short, or no JSON";
  }
}
