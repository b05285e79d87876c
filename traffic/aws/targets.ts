import { between, exactly, isExact, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Backends, InnerEntry } from "../graph";
import { numberOf, textOf, wordOf } from "../read";
import { reference, type Reference } from "../references";
import { declared, UNKNOWN, type Properties, type Resource } from "../resource";
import type { Stack } from "../stack";
import { ANYWHERE, type Placement } from "../zones";
import type { Addresses } from "./addresses";
import { lambdaMember } from "./lambda";
import { INSTANCE, LOAD_BALANCER } from "./types";
import { nowhereKnown, zoneOfInstance } from "./zones";

/** A target as it is registered. */
export interface Target {
  readonly group: Resource;
  /** The property of the group that says what its targets are. */
  readonly kindAt: string;
  /** The resource that registers it: an attachment, or the target group itself. */
  readonly holder: Resource;
  /** The property of the holder that identifies the target. */
  readonly property: string;
  /** What tells it from the other targets of its holder. */
  readonly key: string;
  /** What the target is, where the references beside it have told; else it is looked up. */
  readonly found?: Reference | undefined;
  /** `targetId`, `port` and `availabilityZone`. */
  readonly fields: Properties;
  /** Where addresses are. */
  readonly addresses: Addresses;
}

/** Adds a target to its target group. */
export function addTarget(stack: Stack, draft: GraphDraft, target: Target): void {
  const { group, kindAt } = target;
  const type = wordOf(group, kindAt, declared(group, kindAt));
  if (type === UNKNOWN) {
    const why = "what kind of targets it has is not known before the update";
    draft.openPool(group.urn, { urn: group.urn, property: kindAt, why });
  } else if (type === "alb") addInnerLoadBalancer(stack, draft, target);
  else draft.addMember(group.urn, type === "lambda" ? lambdaMember(stack, target) : machine(stack, target));
}

/** An instance or an address. */
function machine(stack: Stack, { holder, property, key, fields, addresses, ...target }: Target): Backends {
  const found = target.found ?? reference(stack, { holder, property, types: [INSTANCE] }, fields["targetId"]);
  const port = portOf({ holder, fields, ...target });
  const backend = {
    kind: "backends" as const,
    floor: exactly(1),
    ...(port ? { port } : {}),
    setBy: undefined,
    gaps: [],
  };
  if (found?.kind === "resource") {
    const { urn, name } = found.resource;
    return {
      ...backend,
      id: urn,
      label: `instance ${name}`,
      identified: true,
      placement: zoneOfInstance(stack, found.resource),
    };
  }
  const address = found?.kind === "external" ? addresses.zoneOf(found.value) : undefined;
  const placement =
    statedZone(holder, fields) ??
    (address === undefined ? nowhereKnown(holder, "availabilityZone") : { zones: [address], gaps: [] });
  if (found?.kind === "external") {
    return { ...backend, id: found.value, label: `target ${shown(found.value)}`, identified: true, placement };
  }
  // What is made from one resource alone stands for that resource, whatever its kind.
  const [behind, ...others] = holder.propertyDependencies[property] ?? [];
  const only = behind !== undefined && others.length === 0 ? stack.get(behind) : undefined;
  if (only) return { ...backend, id: only.urn, label: `target ${only.name}`, identified: true, placement };
  return { ...backend, id: key, label: `the target of ${holder.name}`, identified: false, placement };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html (AvailabilityZone) */
function statedZone(holder: Resource, fields: Properties): Placement | undefined {
  const zone = textOf(holder, "availabilityZone", fields["availabilityZone"]);
  if (typeof zone !== "string") return undefined;
  return zone === "all" ? ANYWHERE : { zones: [zone], gaps: [] };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
function addInnerLoadBalancer(stack: Stack, draft: GraphDraft, { group, holder, property, fields }: Target): void {
  const found = reference(stack, { holder, property, types: [LOAD_BALANCER] }, fields["targetId"]);
  const port = portOf({ group, holder, fields });
  if (found?.kind === "resource") {
    const { urn, name } = found.resource;
    const inner: InnerEntry = {
      kind: "entry",
      id: urn,
      urn,
      label: `load balancer ${name}`,
      port: port && isExact(port) ? port.atLeast : undefined,
    };
    draft.addMember(group.urn, inner);
    return;
  }
  const why =
    found?.kind === "external"
      ? "the load balancer behind it is outside this stack"
      : "the load balancer behind it is not known before the update";
  draft.openPool(group.urn, { urn: holder.urn, property, why });
}

/** Its own port, or else that of its group; absent where neither gives one. */
function portOf({ group, holder, fields }: Pick<Target, "group" | "holder" | "fields">): Bounds | undefined {
  const port = fields["port"] ?? declared(group, "port");
  return port === undefined ? undefined : numberOf(holder, "port", port, ANY_PORT);
}

const ANY_PORT = between(0, 65535);

/** An identifier may be told; anything else that stands in its place may be a secret. */
function shown(value: string): string {
  return /^(i-[0-9a-f]+|arn:[\w:/.-]+|[0-9a-f.:]+)$/i.test(value) ? value : "outside the stack";
}
