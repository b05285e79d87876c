import type { StackOptions } from "../traffic";
import type { OptionSchemas } from "./rule";

/** How the stack is to be read; the other policies judge what comes of it. */
export const stackIsReadable = {
  id: "stack-is-readable",
  description: "Every resource that decides how traffic is shared must be readable.",
  severity: "critical",
  level: "mandatory",
} as const;

export const readingOptions = {
  programRuntime: {
    type: "string",
    default: "",
    description:
      "The runtime of the program, such as nodejs, where the stack's tags do not tell it. A Node.js program names dependencies in " +
      "its own order, which tells references apart that are not known yet.",
  },
  filledElsewhere: {
    type: "array",
    default: [],
    description:
      "Pools whose targets something outside this stack registers: what they hold is not provable, but no fault.",
    items: {
      type: "object",
      required: ["urn", "reason"],
      additionalProperties: false,
      properties: {
        urn: { type: "string", minLength: 1, description: "The URN of the pool; * stands for any characters." },
        reason: { type: "string", minLength: 1, description: "Who registers its targets." },
      },
    },
  },
} satisfies OptionSchemas<ReadingOptions>;

/** The options as they are given; an empty runtime is none. */
interface ReadingOptions {
  readonly programRuntime: string;
  readonly filledElsewhere: NonNullable<StackOptions["filledElsewhere"]>;
}

export function stackOptions({ programRuntime, filledElsewhere }: Partial<ReadingOptions>): StackOptions {
  return {
    ...(programRuntime ? { programRuntime } : {}),
    ...(filledElsewhere ? { filledElsewhere } : {}),
  };
}
