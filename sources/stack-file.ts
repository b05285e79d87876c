import type { Readable } from "node:stream";
import type { PoolHealth, Resource } from "../traffic";
import { fieldsOf, readJson, SourceError, type Fields } from "./json";
import { sidesOfPreview } from "./preview-file";
import { Secrets } from "./secrets";
import { deploymentIn, resourcesOfState } from "./state-file";

/** What a file says of a stack. */
export interface StackFile {
  readonly kind: "state" | "preview" | "live";
  /** What is deployed, where the file shows what is to become of it too. */
  readonly before?: readonly Resource[];
  /** What is to be judged: what is deployed, or what an update would make of it. */
  readonly resources: readonly Resource[];
  /** By the URN of a pool, how its targets are now; only where a cloud has been asked. */
  readonly health?: ReadonlyMap<string, PoolHealth>;
  /** What of it is secret, as far as its properties have been asked for. */
  readonly secrets: Secrets;
}

/**
 * Reads a stack's state or a preview of a change to it, whichever it is.
 *
 * @throws SourceError when it is neither, or not a whole one.
 */
export async function readStackFile(stream: Readable): Promise<StackFile> {
  return stackIn(await readJson(stream));
}

/** @throws SourceError when the value is neither a state nor a preview, or not a whole one. */
export function stackIn(value: unknown): StackFile {
  const fields = fieldsOf(value, "The file");
  const secrets = new Secrets();
  const deployed = deploymentIn(fields);
  if (deployed) return { kind: "state", resources: resourcesOfState(deployed.state, deployed.where, secrets), secrets };
  if (fields["steps"] === undefined) throw new SourceError(whatElse(fields));
  const { before, after } = sidesOfPreview(fields, secrets);
  return { kind: "preview", before, resources: after, secrets };
}

/** What a file is, or seems to be. */
function whatElse(fields: Fields): string {
  if (fields["sops"] !== undefined) return "The file is encrypted with SOPS";
  if (fields["terraform_version"] !== undefined) return "The file is a state or a plan of Terraform";
  return "The file has neither a deployment nor steps";
}
