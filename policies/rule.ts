import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Gap, Traffic } from "../traffic";

/** Each option with its JSON schema and its default. */
export type OptionSchemas<Options extends object> = {
  readonly [Name in keyof Options]: PolicyConfigSchema["properties"][string] & {
    readonly description: string;
    readonly default: Options[Name];
  };
};

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

/** A policy as data and a pure function. Its page in the documentation has its id as its name. */
export interface Rule<Options extends object> {
  readonly id: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly level: "advisory" | "mandatory";
  readonly options: OptionSchemas<Options>;
  /** Keeps silent where this other rule has spoken of the same pool or route. */
  readonly yieldsTo?: string;
  check(subject: Subject, options: Options): Iterable<Finding | Unproved>;
}
