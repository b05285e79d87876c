import type { Exemptions } from "./exemptions";
import type { Finding, PolicyFacts } from "./rule";

/** Comes last, when it is known which exemptions have been needed. */
export const exemptionsAreUsed = {
  id: "exemptions-are-used",
  description: "Every exemption should still be about a finding.",
  severity: "low",
  level: "advisory",
  remediation: "Remove the exemption.",
  tags: ["configuration"],
  options: {},
} as const satisfies PolicyFacts<object>;

/** What is to be said of the exemptions that matched nothing. */
export function unneeded({ unused }: Exemptions): Omit<Finding, "urn">[] {
  return unused.map(({ policy, urn, reason }) => {
    const message =
      `The exemption of ${policy} for ${urn} (${reason}) matches nothing that the policy finds in this stack.\n` +
      "Remove it from the exemptions of configuration-is-valid, or correct its pattern.";
    return { kind: "fault", about: [], measure: 1, message };
  });
}
