import type { Traffic } from "../traffic";
import { eachRule } from "./catalogue";
import { Judgement } from "./judgement";
import { OptionError, optionsOf } from "./options";
import type { Finding } from "./rule";

/** A configuration of the policies, as `--policy-pack-config` takes it: by policy, its level or its options. */
export type Configuration = Readonly<Record<string, unknown>>;

/** A finding, and whose it is. */
export interface PolicyFinding {
  readonly policy: string;
  readonly finding: Finding;
}

/**
 * What all policies that are not disabled find.
 *
 * @throws OptionError when an option is given that its policy does not have.
 */
export function findingsOf(traffic: Traffic, configuration: Configuration = {}): PolicyFinding[] {
  const judgement = new Judgement(traffic);
  return eachRule((rule) => {
    const { enforcementLevel, ...given } = settingsOf(configuration, rule.id);
    if (enforcementLevel === "disabled") return [];
    const options = optionsOf<object>(rule.id, rule.options, given);
    return judgement.by(rule, options as never).map((finding) => ({ policy: rule.id, finding }));
  }).flat();
}

/** What is configured for a policy: a text is its level. */
export function settingsOf(configuration: Configuration, policy: string): Record<string, unknown> {
  const given = configuration[policy] ?? configuration["all"] ?? {};
  if (typeof given === "string") return { enforcementLevel: given };
  if (typeof given === "object" && !Array.isArray(given)) return { ...given };
  throw new OptionError(policy, "it must be a level, or an object with options");
}
