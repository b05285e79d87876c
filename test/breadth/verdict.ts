import type { Outcome } from "../engine/outcome";
import { said } from "../engine/verdicts";

/** What became of an example. */
export interface Verdict {
  readonly verdict: "passes" | "blocked" | "unproved" | "cannot run";
  /** What the pack said of which resource. */
  readonly said: readonly string[];
  /** Why the example cannot run, or why it is right to block it. */
  readonly reason?: string;
}

const FAILURE = /Evenkeel (failed|could not analyse)/;
const REFUSED = /could not analyse this stack: .* must be .*, but is /;

/**
 * The verdict that a preview amounts to. A property that holds what its service would refuse is a block like another; any
 * other stack that the pack cannot read is a fault of the pack.
 */
export function verdictOn(outcome: Outcome): Verdict {
  const failure = outcome.violations.find(({ message }) => FAILURE.test(message) && !REFUSED.test(message));
  if (failure !== undefined) throw new Error(failure.message);
  const all = said(outcome);
  if (all.some((one) => one.startsWith("mandatory"))) return { verdict: "blocked", said: all };
  if (!outcome.ok) {
    const [error] = outcome.errors;
    if (error === undefined) throw new Error(outcome.output);
    return cannotRun(error);
  }
  const unproved = outcome.violations.some(({ policy }) => policy === "traffic-is-provable");
  return { verdict: unproved ? "unproved" : "passes", said: all };
}

/** An error of the program itself comes with its trace, which tells nothing here. */
export function cannotRun(error: string): Verdict {
  const [first = ""] = error
    .replace(/^(Unhandled exception|Running program .*? failed with an unhandled exception): */, "")
    .split("\n");
  return { verdict: "cannot run", said: [], reason: first };
}
