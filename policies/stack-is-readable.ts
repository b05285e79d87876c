import type { FilledElsewhere } from "../traffic";
import { OptionError, optionsOf } from "./options";
import type { PolicyFacts } from "./rule";

/** How the stack is to be read. */
export interface ReadingOptions {
  /** Pools whose targets something outside the stack registers. */
  readonly filledElsewhere: readonly FilledElsewhere[];
}

/** Reads the stack for the other policies, and speaks up where that fails. */
export const stackIsReadable = {
  id: "stack-is-readable",
  description: "Every resource that decides how traffic is shared must be readable.",
  severity: "critical",
  level: "mandatory",
  remediation: "Correct the resource, or report the failure as a bug.",
  tags: ["evidence"],
  options: {
    filledElsewhere: {
      type: "array",
      default: [],
      description:
        "Pools whose targets something outside this stack registers: what they hold is not provable, but no fault.",
      items: {
        type: "object",
        required: ["urn", "reason"],
        properties: {
          urn: { type: "string", minLength: 1, description: "The URN of the pool; * stands for any characters." },
          reason: { type: "string", minLength: 1, description: "Who registers its targets." },
        },
      },
    },
  },
} as const satisfies PolicyFacts<ReadingOptions>;

/** @throws OptionError when the options are not what the schema demands. */
export function readingOptions(configured: Partial<ReadingOptions>): ReadingOptions {
  const options = optionsOf<ReadingOptions>(stackIsReadable.id, stackIsReadable.options, configured);
  for (const [index, entry] of options.filledElsewhere.entries()) {
    for (const field of ["urn", "reason"] as const) {
      const value: unknown = entry[field];
      if (typeof value === "string" && value !== "") continue;
      throw new OptionError(stackIsReadable.id, `filledElsewhere[${index}].${field} must be a text that is not empty`);
    }
  }
  return options;
}
