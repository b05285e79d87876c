import type { Outcome } from "./outcome";

/** What was said of which resource, in words: `mandatory at-least-two-targets green`. */
export function said({ violations }: Pick<Outcome, "violations">): string[] {
  return violations.map(({ level, policy, urn }) => `${level} ${policy} ${urn?.split("::").at(-1) ?? ""}`).sort();
}
