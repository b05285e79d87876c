import type { GraphDraft } from "../draft";
import { reference } from "../references";
import { declared, type Properties, type Resource } from "../resource";
import type { Stack } from "../stack";
import type { Addresses } from "./addresses";
import { addTarget } from "./targets";

/** How a service writes that a target is registered. */
export interface Registration {
  /** The property that names the target group. */
  readonly groupAt: string;
  /** The type of the target groups. */
  readonly groups: string;
  /** The property of a target group that says what its targets are. */
  readonly kindAt: string;
  /** The property that identifies the target. */
  readonly property: string;
  readonly addresses: Addresses;
  /** `targetId`, `port` and `availabilityZone`, as a target of this group. */
  readonly fieldsFor: (group: Resource) => Properties;
}

/** Adds the target that a resource registers to its target group. */
export function readAttachment(stack: Stack, draft: GraphDraft, attachment: Resource, as: Registration): void {
  const place = { holder: attachment, property: as.groupAt, types: [as.groups] };
  const found = reference(stack, place, declared(attachment, as.groupAt));
  if (found?.kind === "resource") {
    const { kindAt, property, addresses } = as;
    const group = found.resource;
    const fields = as.fieldsFor(group);
    addTarget(stack, draft, { group, kindAt, holder: attachment, property, key: attachment.urn, fields, addresses });
  }
  if (found?.kind !== "unknown") return;
  // It is a target of one of them, so each of them may have one more than it shows.
  for (const candidate of found.candidates) draft.openPool(candidate.urn, found.gap);
}
