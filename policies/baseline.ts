import type { Traffic } from "../traffic";
import { whyNot, Exemptions, type Exemption } from "./exemptions";
import { eachRule } from "./catalogue";
import { OptionError } from "./options";
import { findingsOf } from "./findings";
import { givenFor, settingsOf, type Configuration } from "./settings";

/** What a team gives itself to mend what there is. */
export interface Term {
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly reason: string;
}

/**
 * The exemptions that let today's findings pass until a day, as long as they do not get worse. What is exempt already needs none.
 *
 * @throws OptionError when the configuration has an option that its policy does not have, or the term is none.
 */
export function baselineOf(traffic: Traffic, configuration: Configuration, term: Term, now: Date): Exemption[] {
  const policies = new Set(eachRule(({ id }) => id));
  const problem = whyNot({ policy: "traffic-is-provable", urn: "*", ...term }, now, policies);
  if (problem !== undefined) throw new OptionError("configuration-is-valid", problem);
  const held = new Exemptions(exemptionsIn(configuration).filter((one) => whyNot(one, now, policies) === undefined));
  const byFinding = new Map<string, Exemption>();
  for (const { policy, finding } of findingsOf(traffic, configuration)) {
    if (held.of(policy.id, finding)?.isWorse === false) continue;
    const key = `${policy.id} ${finding.urn}`;
    const measure = Math.max(byFinding.get(key)?.measure ?? -Infinity, finding.measure);
    byFinding.set(key, { policy: policy.id, urn: finding.urn, ...term, measure });
  }
  return [...byFinding.values()];
}

/** A configuration with more exemptions than it had. */
export function withExemptions(configuration: Configuration, more: readonly Exemption[]): Configuration {
  const own = givenFor(configuration, "configuration-is-valid");
  const exemptions = [...exemptionsIn(configuration), ...more];
  return { ...configuration, "configuration-is-valid": { ...own, exemptions } };
}

function exemptionsIn(configuration: Configuration): readonly Exemption[] {
  const { exemptions } = settingsOf(configuration, "configuration-is-valid").options;
  return Array.isArray(exemptions) ? (exemptions as Exemption[]) : [];
}
