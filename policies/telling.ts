import type { ReportViolation } from "@pulumi/policy";
import { ControlError } from "../control/run";
import { messageOf } from "../traffic";
import { OptionError } from "./options";
import { pageOf, type Level, type PolicyFacts } from "./rule";
import type { Failure, Round, Session } from "./session";

/** A violation with a level of its own. The policy SDK takes it in this form, though its types leave that out. */
type ReportWithLevel = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: Level;
}) => void;

interface Said {
  readonly message: string;
  readonly urn?: string | undefined;
  /** Undefined where the level that is configured for the policy holds. */
  readonly level?: Level | undefined;
}

/** Tells the engine of a violation. */
export type Tell = (said: Said) => void;

/** What a policy is to the engine, but for what it does. */
export function described({ id, description, severity, level, options, remediation, tags }: PolicyFacts<object>) {
  return {
    name: id,
    description,
    severity,
    enforcementLevel: level,
    remediationSteps: remediation,
    tags: [...tags],
    url: pageOf(id),
    configSchema: { properties: { ...options } },
  };
}

/** How a policy speaks; the session hears it. */
export function telling(policy: PolicyFacts<object>, session: Session, report: ReportViolation): Tell {
  return ({ message, urn, level }) => {
    session.hear(policy.id, level ?? policy.level);
    (report as unknown as ReportWithLevel)({ message, urn, ...(level ? { enforcementLevel: level } : {}) });
  };
}

/** Says once a round, whatever the level of the policy that comes first, that the stack could not be judged. */
export function tellFailure(round: Round, tell: Tell): void {
  if (!("failure" in round.analysis) || round.failureIsTold) return;
  round.failureIsTold = true;
  block(tell, round.levels.whenBlocking, round.analysis.failure);
}

/** What goes wrong in a policy blocks: a check that did not run has not passed. */
export function guarded(tell: Tell, level: Level, run: () => void): void {
  try {
    run();
  } catch (error) {
    fail(tell, level, error);
  }
}

/** The same for what takes its time. */
export async function guardedWhile(tell: Tell, session: Session, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    fail(tell, session.whenBlocking, error);
  }
}

function fail(tell: Tell, level: Level, error: unknown): void {
  const message = messageOf(error);
  if (error instanceof OptionError)
    block(tell, level, { urn: undefined, message, remedy: "Correct the configuration." });
  else if (error instanceof ControlError) block(tell, level, { urn: undefined, message, remedy: "" });
  else block(tell, level, { urn: undefined, message: `Evenkeel failed: ${message}` });
}

function block(tell: Tell, level: Level, { urn, message, remedy }: Failure): void {
  const way = remedy ?? "Correct the resource or, if it is right, report this as a bug.";
  const consequence = level === "mandatory" ? "so the change is blocked" : "but the glass is broken, so it passes";
  tell({ message: `${message}.\nThe traffic was not judged, ${consequence}. ${way}`.trim(), urn, level });
}
