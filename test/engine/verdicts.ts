import { coreOnly } from "../support/core";
import type { Outcome } from "./outcome";

/** What was said of which resource, in words: `mandatory at-least-two-targets green`. */
export function said({ violations }: Pick<Outcome, "violations">): string[] {
  return violations.map(({ level, policy, urn }) => `${level} ${policy} ${urn?.split("::").at(-1) ?? ""}`).sort();
}

/** The same, but for the policies that only advise: they have tests of their own. */
export function saidByCore({ violations }: Pick<Outcome, "violations">): string[] {
  const others = new Set(Object.keys(coreOnly()));
  return said({ violations: violations.filter(({ policy }) => !others.has(policy)) });
}
