import type { GraphDraft, PoolDraft } from "../draft";
import type { HealthCheck } from "../graph";
import { flagOf, listOf, objectOf, wordOf } from "../read";
import { references, type Reference } from "../references";
import { declared, UNKNOWN, type Gap, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { Addresses } from "./addresses";
import { readAttachment } from "./attachments";
import { failOpenOf, probeOf } from "./target-group-health";
import { stickinessOf } from "./target-group-stickiness";
import { addTarget } from "./targets";
import { INSTANCE, TARGET_GROUP, TARGET_GROUP_ATTACHMENT } from "./types";

/** Where a target group says what its targets are. */
const KIND_AT = "targetType";

/** Target groups become pools; the targets that are registered one by one become their members. */
export function readTargetGroups(stack: Stack, draft: GraphDraft): void {
  const addresses = new Addresses(stack);
  stack.each(TARGET_GROUP, (group) => {
    draft.addPool({
      id: group.urn,
      label: `target group ${group.name}`,
      urn: group.urn,
      ...crossZoneOf(group),
      ...behaviourOf(group),
    });
    readListedTargets(stack, draft, group, addresses);
  });
  stack.each(TARGET_GROUP_ATTACHMENT, (attachment) => {
    readAttachment(stack, draft, attachment, {
      groupAt: "targetGroupArn",
      groups: TARGET_GROUP,
      kindAt: KIND_AT,
      property: "targetId",
      addresses,
      fieldsFor: () => attachment.inputs,
    });
  });
}

/** How it treats its targets over time. A function is neither checked nor kept with a client. */
function behaviourOf(group: Resource): Pick<PoolDraft, "healthCheck" | "probe" | "failOpen" | "affinity"> {
  const healthCheck = healthCheckOf(group);
  if (healthCheck === "managed") return { healthCheck };
  const affinity = stickinessOf(group);
  const isChecked = healthCheck === "present" || healthCheck === "service default";
  const probe = isChecked ? probeOf(group) : undefined;
  return {
    healthCheck,
    ...(probe ? { probe, failOpen: failOpenOf(group) } : {}),
    ...(affinity ? { affinity } : {}),
  };
}

/** The targets that AWS Cloud Control's target group lists itself. Which is which does not matter, only which they are. */
function readListedTargets(stack: Stack, draft: GraphDraft, group: Resource, addresses: Addresses): void {
  const property = "targets";
  const targets = listOf(group, property, declared(group, property));
  if (targets === UNKNOWN) {
    draft.openPool(group.urn, notKnown(group, property));
    return;
  }
  const listed = targets.map((target, index) => objectOf(group, `targets[${index}]`, target));
  const unknown = newInstances(stack, group, listed);
  listed.forEach((fields, index) => {
    const key = `${group.urn}#targets[${index}]`;
    if (fields === UNKNOWN) draft.openPool(group.urn, notKnown(group, `targets[${index}]`));
    else {
      const targetId = fields["id"] ?? null;
      const found = targetId === UNKNOWN ? unknown.shift() : undefined;
      addTarget(stack, draft, {
        group,
        kindAt: KIND_AT,
        holder: group,
        property,
        key,
        found,
        addresses,
        fields: { ...fields, targetId },
      });
    }
  });
}

/** The instances that the unknown ones of listed targets stand for, where each of them stands for one. */
function newInstances(stack: Stack, group: Resource, listed: readonly (Properties | typeof UNKNOWN)[]): Reference[] {
  const ids = listed.map((fields): Value => (fields === UNKNOWN ? UNKNOWN : (fields["id"] ?? null)));
  const place = { holder: group, property: "targets", types: [INSTANCE] };
  const known = references(
    stack,
    place,
    ids.filter((id) => id !== UNKNOWN),
  ).certain;
  const { certain } = references(stack, place, ids);
  return certain.filter((one) => !known.includes(one)).map((resource) => ({ kind: "resource", resource }));
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html */
function crossZoneOf(group: Resource): Pick<PoolDraft, "crossZone" | "gaps"> {
  const property = "loadBalancingCrossZoneEnabled";
  const setting = wordOf(group, property, declared(group, property));
  if (setting === UNKNOWN) {
    const why = "whether its targets share across zones is not known before the update";
    return { crossZone: undefined, gaps: [{ urn: group.urn, property, why }] };
  }
  return { crossZone: setting === "true" ? true : setting === "false" ? false : "as the load balancer", gaps: [] };
}

const OFF: HealthCheck = { notices: "nothing", remedy: "Set healthCheck.enabled to true" };

/**
 * A target group without the block has the service's default check, which is on. Only for functions is it off by default.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (HealthCheckEnabled)
 */
function healthCheckOf(group: Resource): HealthCheck {
  if (wordOf(group, KIND_AT, declared(group, KIND_AT)) === "lambda") return "managed";
  const block = declared(group, "healthCheck");
  if (block === undefined) return "service default";
  const fields = objectOf(group, "healthCheck", block);
  const enabled = fields === UNKNOWN ? UNKNOWN : flagOf(group, "healthCheck.enabled", fields["enabled"], true);
  return enabled === UNKNOWN ? "unknown" : enabled ? "present" : OFF;
}

function notKnown(group: Resource, property: string): Gap {
  return { urn: group.urn, property, why: "its targets are not known before the update" };
}
