import type { Resource } from "../traffic";
import { fieldsOf, parsed, SourceError } from "./json";
import { sidesOfPreview } from "./preview-file";
import { resourcesOfState } from "./state-file";

/** What a file says of a stack. */
export interface StackFile {
  readonly kind: "state" | "preview";
  /** What is deployed, where the file shows what is to become of it too. */
  readonly before?: readonly Resource[];
  /** What is to be judged: what is deployed, or what an update would make of it. */
  readonly resources: readonly Resource[];
}

/**
 * Reads a stack's state or a preview of a change to it, whichever it is.
 *
 * @throws SourceError when it is neither, or not a whole one.
 */
export function readStackFile(text: string): StackFile {
  const fields = fieldsOf(parsed(text), "The file");
  if (fields["deployment"] !== undefined) return { kind: "state", resources: resourcesOfState(fields) };
  if (fields["steps"] === undefined) throw new SourceError("The file has neither a deployment nor steps");
  const { before, after } = sidesOfPreview(fields);
  return { kind: "preview", before, resources: after };
}
