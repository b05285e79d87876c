import type { Traffic } from "../traffic";
import { eachRule } from "./catalogue";
import { Judgement } from "./judgement";
import { optionsOf } from "./options";
import type { Finding, PolicyFacts } from "./rule";
import { settingsOf, type Configuration } from "./settings";

/** A finding, and whose it is. */
export interface PolicyFinding {
  readonly policy: PolicyFacts<object>;
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
    const { level, options } = settingsOf(configuration, rule.id);
    if (level === "disabled") return [];
    const all = optionsOf<object>(rule.id, rule.options, options);
    return judgement.by(rule, all as never).map((finding) => ({ policy: rule, finding }));
  }).flat();
}
