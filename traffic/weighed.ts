import { canonical as canonicalAws } from "./aws/readers";
import * as aws from "./aws/types";
import * as gcp from "./gcp/types";
import type { Properties, Resource } from "./resource";

/** Every type that a reader reads. */
const TYPES: ReadonlySet<unknown> = new Set(
  [...Object.values(aws), ...Object.values(gcp)].flat(2).filter((one) => typeof one === "string"),
);

/** What a resource is called and described by: a provider makes a name up anew in each run, and a tag decides nothing. */
export const NAMING: ReadonlySet<string> = new Set([
  ...["name", "namePrefix", "description", "tags", "tagsAll", "labels", "referenceName", "project"],
]);

/** Of these the name is what clients ask for. */
const ASKED_BY_NAME: ReadonlySet<string> = new Set([aws.DNS_RECORD, aws.DNS_RECORDS, gcp.RECORD_SET]);

/**
 * What of a resource's inputs may decide how traffic is shared: all of them, but for what only names or describes it; undefined
 * where its type decides nothing.
 */
export function weighedInputs(resource: Resource): Properties | undefined {
  const { type, inputs } = canonicalAws(resource);
  if (!TYPES.has(type)) return undefined;
  const counts = (name: string) => !NAMING.has(name) || (name === "name" && ASKED_BY_NAME.has(type));
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => counts(name)));
}
