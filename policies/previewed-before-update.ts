import type { PolicyFacts } from "./rule";

export interface PreviewOptions {
  readonly required: boolean;
  readonly validMinutes: number;
  readonly folder: string;
  readonly alsoBlocking: readonly string[];
}

/** Comes last, when it is known whether a preview has passed. */
export const previewedBeforeUpdate = {
  id: "previewed-before-update",
  description: "An update must do what a preview that passed has shown, and nothing else to the traffic.",
  severity: "critical",
  level: "mandatory",
  remediation: "Preview the change, and update within the time for which the preview counts.",
  tags: ["change-control"],
  options: {
    required: { type: "boolean", default: false, description: "Whether an update needs a preview that passed." },
    validMinutes: {
      type: "number",
      default: 60,
      exclusiveMinimum: 0,
      maximum: 1440,
      description: "For how many minutes a preview counts.",
    },
    folder: {
      type: "string",
      default: "",
      description: "Where previews leave their records; evenkeel in the user's folder for state by default.",
    },
    alsoBlocking: {
      type: "array",
      default: [],
      items: { type: "string" },
      description: "Policies that advise by default, and which the configuration makes mandatory.",
    },
  },
} as const satisfies PolicyFacts<PreviewOptions>;

/** What is said of an update without a record that fits. */
export function refusal(why: string): string {
  return (
    `This update was not previewed: ${why}.\n` +
    "Run `pulumi preview`, or `pulumi up` without --skip-preview, with this policy pack, and update then. " +
    "A record counts once, and on the machine and for the user that previewed."
  );
}

/** What is said of a resource that is not as the preview showed it. */
export function deviation(property: string): string {
  const what =
    property === "" ? "The preview did not show this resource" : `${property} is not what the preview showed`;
  return `${what}, so it is left as it is. Preview the change as it is now, and update then.`;
}

/** What is said where resources have gone that a preview showed. */
export function vanished(resource: string): string {
  return (
    `The update has deleted ${resource}, or left it out, though the preview showed that it stays.\n` +
    "The engine asks no policy before it deletes: update with `pulumi up --plan` to have it refuse that."
  );
}
