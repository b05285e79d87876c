import { createHash } from "node:crypto";
import { canonical as canonicalAws } from "./aws/readers";
import { textOf, type Canonical } from "./canonical";
import { canonicalGraph } from "./canonical-graph";
import type { Graph } from "./graph";
import { particularsOf } from "./particulars";
import type { Resource } from "./resource";
import { Stack } from "./stack";

/** Of the form: what changes it changes every digest, and voids what was said of the old ones. */
const VERSION = 1;

/**
 * The one form of all that decides how a stack shares its traffic: its graph, and what requests its routes match and its health checks
 * ask for. It is the same for a preview, a state and an update, as far as they know the same.
 *
 * @param resources what the graph was read from.
 */
export function canonicalForm(graph: Graph, resources: Iterable<Resource>): Canonical {
  const stack = new Stack(Array.from(resources, (resource) => canonicalAws(resource)));
  return { version: VERSION, graph: canonicalGraph(graph), particulars: particularsOf(stack) };
}

/**
 * The SHA-256 of the canonical form, in hexadecimal digits: two stacks have the same one just where nothing tells their traffic
 * apart.
 */
export function digestOf(graph: Graph, resources: Iterable<Resource>): string {
  return createHash("sha256")
    .update(textOf(canonicalForm(graph, resources)))
    .digest("hex");
}
