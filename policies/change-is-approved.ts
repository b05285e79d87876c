import type { Approval } from "../control/approval";
import { NEEDED, type Assessment } from "../control/assess";
import type { Ground } from "../control/signers";
import { shown, type Transition } from "../control/approval";
import { OptionError, optionsOf } from "./options";
import type { PolicyFacts } from "./rule";
import { count } from "./words";

const REQUIRED = ["never", "risk", "always"] as const;

export interface ApprovalOptions {
  readonly required: (typeof REQUIRED)[number];
  readonly checkout: string;
  readonly base: string;
  readonly signers: readonly string[];
  readonly signersFile: string;
  readonly revoked: readonly string[];
  readonly revokedFile: string;
}

const lines = { type: "array", default: [], items: { type: "string" } } as const;

/** Holds a change against what people have signed. */
export const changeIsApproved = {
  id: "change-is-approved",
  description: "Two people, neither of them its author, must have approved a change of how traffic is shared.",
  severity: "critical",
  level: "mandatory",
  remediation: "Have two people run evenkeel approve, and commit what they sign.",
  tags: ["change-control"],
  options: {
    required: {
      type: "string",
      enum: [...REQUIRED],
      default: "never",
      description: "Which changes need it: none, those by which a risk rises, or all that change the traffic.",
    },
    checkout: {
      type: "string",
      default: "",
      description: "Folder of the git checkout; the variable EVENKEEL_CHECKOUT by default.",
    },
    base: {
      type: "string",
      default: "origin/main",
      minLength: 1,
      description: "The protected branch, or the commit that was deployed last.",
    },
    signers: {
      ...lines,
      description: "Who may approve, as lines of allowed_signers; those of signersFile by default.",
    },
    signersFile: {
      type: "string",
      default: ".evenkeel/allowed_signers",
      minLength: 1,
      description: "The same as a file, as it stands where the change starts.",
    },
    revoked: { ...lines, description: "Public keys that no longer count; those of revokedFile by default." },
    revokedFile: {
      type: "string",
      default: ".evenkeel/revoked_keys",
      minLength: 1,
      description: "The same as a file, or a key revocation list, as it stands where the change starts.",
    },
  },
} as const satisfies PolicyFacts<ApprovalOptions>;

/** @throws OptionError when an option is not what the schema demands. */
export function approvalOptions(configured: Partial<ApprovalOptions>): ApprovalOptions {
  const options = optionsOf<ApprovalOptions>(changeIsApproved.id, changeIsApproved.options, configured);
  if (!REQUIRED.includes(options.required)) {
    throw new OptionError(changeIsApproved.id, `required must be one of ${REQUIRED.join(", ")}`);
  }
  return options;
}

/** Where approvals are looked for, and whom to trust. */
export function groundOf(options: ApprovalOptions, checkout = process.env["EVENKEEL_CHECKOUT"]): Ground {
  const folder = options.checkout === "" ? checkout : options.checkout;
  if (folder === undefined || folder === "") {
    const way = "set the variable EVENKEEL_CHECKOUT, or its option checkout";
    throw new OptionError(changeIsApproved.id, `it does not say where the git checkout is: ${way}`);
  }
  const { base, signers, signersFile, revoked, revokedFile } = options;
  return {
    ...{ folder, base, signers: signers.length > 0 ? signers : signersFile },
    revoked: revoked.length > 0 ? revoked : revokedFile,
  };
}

/** What is said of a change that may not go live. */
export function unapproved(change: Transition, risks: readonly string[], assessment: Assessment): string {
  const { approvals, refused } = assessment;
  const given = approvals.map(({ by }) => shown(by)).join(" and ");
  const lines = [
    `This change of how ${change.stack} shares its traffic needs the approval of ${NEEDED} people, and has ` +
      `${approvals.length === 0 ? "none" : `that of ${given} only`}.`,
    ...risks.map((risk) => `- ${risk}`),
    `Its digest is ${change.digest}, from ${change.previous}.`,
    ...refused.map(
      ({ path, by, why }) => `${path}${by === undefined ? "" : ` (${shown(by)})`} does not count: ${why}.`,
    ),
    "Have two people who did not write it look at `evenkeel review`, run `evenkeel approve` and commit what they sign.",
  ];
  return lines.join("\n");
}

/** What is said as long as the glass is broken for a change. */
export function brokenFor(change: Transition, broken: readonly Approval[]): string {
  const who = broken.map(({ by, reason, until }) => `${shown(by)}, until ${until}: ${shown(reason)}`);
  return (
    `THE GLASS IS BROKEN for this change of ${change.stack}, by ${who.join("; ")}\n` +
    "It goes live without two approvals. They are asked for until they are given."
  );
}

/** What is said afterwards, until two people have approved. */
export function stillUnapproved(stack: string, digest: string, broken: readonly Approval[]): string {
  const who = broken.map(({ by, at, reason }) => `${shown(by)} at ${at}: ${shown(reason)}`).join("; ");
  return (
    `What ${stack} runs went live under broken glass, by ${who}\n` +
    `${count(NEEDED, "other person").replace("persons", "people")} must still approve it: ` +
    `evenkeel approve --deployed --digest ${digest}`
  );
}
