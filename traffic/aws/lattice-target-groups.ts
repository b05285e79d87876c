import type { GraphDraft } from "../draft";
import type { HealthCheck } from "../graph";
import { flagOf, objectOf, wordOf } from "../read";
import { declared, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { Addresses } from "./addresses";
import { readAttachment } from "./attachments";
import { LATTICE_ATTACHMENT, LATTICE_TARGET_GROUP } from "./types";

/** Target groups of VPC Lattice become pools, and what is registered in them becomes their members. */
export function readLatticeTargetGroups(stack: Stack, draft: GraphDraft): void {
  const addresses = new Addresses(stack);
  stack.each(LATTICE_TARGET_GROUP, (group) => {
    draft.addPool({
      id: group.urn,
      label: `target group ${group.name}`,
      urn: group.urn,
      crossZone: true,
      healthCheck: healthCheckOf(group),
      gaps: [],
    });
  });
  stack.each(LATTICE_ATTACHMENT, (attachment) => {
    readAttachment(stack, draft, attachment, {
      groupAt: "targetGroupIdentifier",
      groups: LATTICE_TARGET_GROUP,
      kindAt: "type",
      property: "target",
      addresses,
      fieldsFor: (group) => targetOf(attachment, group),
    });
  });
}

/** The target as it is registered. In which zone it is does not matter to the service. */
function targetOf(attachment: Resource, group: Resource): Properties {
  const config = objectOf(group, "config", declared(group, "config"));
  const target = objectOf(attachment, "target", declared(attachment, "target"));
  if (target === UNKNOWN) return { targetId: UNKNOWN, port: UNKNOWN, availabilityZone: "all" };
  const usual: Value = config === UNKNOWN ? UNKNOWN : (config["port"] ?? null);
  return { targetId: target["id"] ?? null, port: target["port"] ?? usual, availabilityZone: "all" };
}

const OFF: HealthCheck = { notices: "nothing", remedy: "Set config.healthCheck.enabled to true" };

/**
 * Only groups of the first version of HTTP are checked unless they say otherwise. Functions and load balancers are not checked.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-group-health-checks.html
 */
function healthCheckOf(group: Resource): HealthCheck {
  const type = wordOf(group, "type", declared(group, "type"));
  if (type === "lambda" || type === "alb") return "managed";
  const config = objectOf(group, "config", declared(group, "config"));
  if (type === UNKNOWN || config === UNKNOWN) return "unknown";
  const version = wordOf(group, "config.protocolVersion", config["protocolVersion"]) ?? "http1";
  const block = config["healthCheck"] ?? undefined;
  if (block === undefined) return version === UNKNOWN ? "unknown" : version === "http1" ? "service default" : OFF;
  const fields = objectOf(group, "config.healthCheck", block);
  const enabled = fields === UNKNOWN ? UNKNOWN : flagOf(group, "config.healthCheck.enabled", fields["enabled"], true);
  return enabled === UNKNOWN ? "unknown" : enabled ? "present" : OFF;
}
