import { readGraph, Traffic, type Resource } from "../traffic";
import { configurationIsValid, decide, type Decided } from "./configuration-is-valid";
import { eachRule } from "./catalogue";
import { changeIsApproved } from "./change-is-approved";
import { exemptionsAreUsed, unneeded } from "./exemptions-are-used";
import { findingsOf } from "./findings";
import { Levels } from "./levels";
import { previewedBeforeUpdate } from "./previewed-before-update";
import type { Finding, Level, PolicyFacts } from "./rule";
import { settingsOf, type Configuration } from "./settings";
import { readingOptions, stackIsReadable } from "./stack-is-readable";
import { stackIn } from "./words";

/** What a policy says of a stack. */
export interface Violation {
  readonly policy: PolicyFacts<object>;
  readonly level: Level;
  /** The resource to change; undefined where it is the configuration of the policies. */
  readonly urn: string | undefined;
  /** The ids of the pools and routes that it speaks of. */
  readonly about: readonly string[];
  readonly message: string;
}

const LAST = [changeIsApproved, exemptionsAreUsed, previewedBeforeUpdate];

/** Every policy that the pack has, in its order. */
export function everyPolicy(): PolicyFacts<object>[] {
  return [configurationIsValid, stackIsReadable, ...eachRule((rule) => rule), ...LAST];
}

/**
 * The traffic of a stack, read as it is configured.
 *
 * @throws ReadError when a resource makes no sense, OptionError when the configuration does not.
 */
export function trafficOf(resources: readonly Resource[], configuration: Configuration): Traffic {
  const { level, options } = settingsOf(configuration, stackIsReadable.id);
  return new Traffic(readGraph(resources, level === "disabled" ? {} : readingOptions(options)));
}

/**
 * What the pack says of a stack in a preview, said without the engine.
 *
 * @param stack the name of the stack, on which its levels may depend.
 * @throws OptionError when the configuration makes no sense.
 */
export function violationsIn(traffic: Traffic, configuration: Configuration, stack: string, now: Date): Violation[] {
  const decided = decidedIn(configuration, now);
  const levels = new Levels(decided, stack);
  const levelOf = (policy: PolicyFacts<object>) => {
    const { level = policy.level } = settingsOf(configuration, policy.id);
    return level;
  };
  const said = (policy: PolicyFacts<object>, all: readonly Omit<Finding, "urn">[], whole?: Level): Violation[] => {
    const level = levelOf(policy);
    if (level === "disabled") return [];
    return all.map(({ about, message, level: own }) => ({
      ...{ policy, about, message, urn: undefined },
      level: own ?? whole ?? level,
    }));
  };
  const found = findingsOf(traffic, configuration).map(({ policy, finding }): Violation => {
    const { message, level = levelOf(policy) } = levels.of(policy.id, finding);
    const { urn, about } = finding;
    // A policy that is disabled has found nothing.
    return { policy, urn, about, message, level: level === "disabled" ? "advisory" : level };
  });
  return [
    ...said(configurationIsValid, decided.findings, decided.isBroken ? "advisory" : undefined),
    ...found,
    ...said(exemptionsAreUsed, unneeded(levels.exemptions)),
  ];
}

/** The name of a stack, by which its levels may be chosen. */
export function nameOfStack([first]: readonly Resource[]): string {
  return stackIn(first?.urn ?? "");
}

function decidedIn(configuration: Configuration, now: Date): Decided {
  const { level, options } = settingsOf(configuration, configurationIsValid.id);
  return decide(level === "disabled" ? {} : options, now, new Set(eachRule(({ id }) => id)));
}
