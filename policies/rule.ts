import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Gap, Traffic } from "../traffic";

/** Each option with its JSON schema and its default. */
export type OptionSchemas<Options extends object> = {
  readonly [Name in keyof Options]: PolicyConfigSchema["properties"][string] & {
    readonly description: string;
    readonly default: Options[Name];
  };
};

/** Whether what a policy finds blocks a change, or is told only. */
export type Level = "advisory" | "mandatory";

/** What a rule looks at. */
export interface Subject {
  readonly traffic: Traffic;
  /** What the rules before this one could not prove. */
  readonly unproved: readonly Unproved[];
}

/** A fault that is proved. */
export interface Finding {
  readonly kind: "fault";
  /** The resource to change. */
  readonly urn: string;
  /** The ids of the pools and routes that it speaks of. */
  readonly about: readonly string[];
  readonly message: string;
  /** How bad it is, in a unit of its policy's own: a greater number is worse. A baseline holds the one that it accepts. */
  readonly measure: number;
  /** Weaker than the rule's own level, where the fault may be meant. */
  readonly level?: "advisory";
}

/** Something that could be neither proved nor disproved. */
export interface Unproved {
  readonly kind: "unproved";
  readonly urn: string;
  readonly about: readonly string[];
  /** What could not be shown: `that target group green guarantees 2 targets`. */
  readonly claim: string;
  readonly gaps: readonly Gap[];
}

/** What a policy is to a person, and to the engine. Its page in the documentation has its id as its name. */
export interface PolicyFacts<Options extends object> {
  readonly id: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly level: Level;
  /** What to do about a violation, whatever the resource. */
  readonly remediation: string;
  /** By what it can be found among many. */
  readonly tags: readonly string[];
  readonly options: OptionSchemas<Options>;
}

/** The page of the documentation about a policy. */
export function pageOf(id: string): string {
  return `https://github.com/evenkeel/evenkeel/blob/main/docs/policies/${id}.md`;
}

/** A policy as data and a pure function. */
export interface Rule<Options extends object> extends PolicyFacts<Options> {
  /** Keeps silent where one of these other rules has spoken of the same pool or route. */
  readonly yieldsTo?: readonly string[];
  check(subject: Subject, options: Options): Iterable<Finding | Unproved>;
}
