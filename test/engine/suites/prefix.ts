import type { Outcome } from "../outcome";

/** What the names of one case's resources begin with, so that all cases can share a stack. */
export function prefixOf(index: number): string {
  return `case${index}-`;
}

/** What is said of the resources with a prefix. */
export function violationsOf({ violations }: Outcome, prefix: string): Outcome["violations"] {
  return violations.filter(({ urn }) => urn?.includes(`::${prefix}`));
}
