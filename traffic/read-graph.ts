import { readAws, canonical as canonicalAws } from "./aws/readers";
import { GraphDraft } from "./draft";
import { readGcp } from "./gcp/readers";
import type { Graph } from "./graph";
import type { Resource } from "./resource";
import { Stack, type StackOptions } from "./stack";

/**
 * The graph of all that the resources of a stack say about traffic.
 *
 * @throws ReadError that names the resource when its properties make no sense.
 */
export function readGraph(resources: Iterable<Resource>, options: StackOptions = {}): Graph {
  const stack = new Stack(
    Array.from(resources, (resource) => canonicalAws(resource)),
    options,
  );
  const draft = new GraphDraft();
  readAws(stack, draft);
  readGcp(stack, draft);
  return draft.finish(options.filledElsewhere);
}
