import { ZERO } from "../bounds";
import type { GraphDraft } from "../draft";
import { reference } from "../references";
import { declared, type Resource } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE } from "../zones";
import { readEndpointGroup, type EndpointGroup } from "./endpoint-groups";
import { takenFor } from "./traffic-dials";
import { ACCELERATOR, ENDPOINT_GROUP } from "./types";

/** Accelerators become entries, and each endpoint group a route: what the clients get to whom its region is nearest. */
export function readGlobalAccelerator(stack: Stack, draft: GraphDraft): void {
  stack.each(ACCELERATOR, ({ urn, name }) => {
    addEntry(draft, urn, `accelerator ${name}`);
  });
  const groups: EndpointGroup[] = [];
  stack.each(ENDPOINT_GROUP, (resource) => groups.push(readEndpointGroup(stack, draft, resource)));
  for (const group of groups) addRoute(stack, draft, group, groups);
}

function addEntry(draft: GraphDraft, id: string, label: string): void {
  draft.addEntry({ id, label, zones: ANYWHERE, crossZone: true, zonalAffinity: ZERO, gaps: [] });
}

function addRoute(stack: Stack, draft: GraphDraft, group: EndpointGroup, groups: readonly EndpointGroup[]): void {
  const { resource, region, listener } = group;
  const accelerator = listener && acceleratorOf(stack, listener);
  const entry = accelerator?.urn ?? group.listenerKey ?? resource.urn;
  const of = accelerator ? ` of accelerator ${accelerator.name}` : "";
  const label = `listener ${listener?.name ?? "outside this stack"}${of}`;
  if (!accelerator) addEntry(draft, entry, label);
  const { destinations, gaps } = takenFor(draft, group, groups);
  draft.addRoute({
    id: resource.urn,
    urn: resource.urn,
    label: `${label}, ${region === undefined ? `endpoint group ${resource.name}` : `clients nearest ${region}`}`,
    entry,
    port: undefined,
    alternatives: [destinations],
    forwards: destinations.length > 0,
    gaps: [...group.gaps, ...gaps],
  });
}

function acceleratorOf(stack: Stack, listener: Resource): Resource | undefined {
  const place = { holder: listener, property: "acceleratorArn", types: [ACCELERATOR] };
  const found = reference(stack, place, declared(listener, "acceleratorArn"));
  return found?.kind === "resource" ? found.resource : undefined;
}
