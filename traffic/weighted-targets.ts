import { between, sum, type Bounds } from "./bounds";
import type { GraphDraft } from "./draft";
import type { Backends, Destination, HealthCheck, InnerEntry } from "./graph";
import type { Gap } from "./resource";

/** What a name or an accelerator sends a part of its traffic to. */
export interface WeightedTarget {
  /** What tells it from the others of its set. */
  readonly key: string;
  readonly weight: Bounds;
  readonly to: InnerEntry | SeveralEntries | Backends | Elsewhere;
}

/** Load balancers that share an address: which of them takes a request, its port decides. */
interface SeveralEntries {
  readonly kind: "entries";
  readonly label: string;
  readonly entries: readonly InnerEntry[];
}

/** Something of which the stack does not show how it shares its traffic. */
export interface Elsewhere {
  readonly kind: "elsewhere";
  readonly label: string;
  readonly gap: Gap;
}

/** The set that the targets belong to. */
export interface WeightedSet {
  readonly id: string;
  /** The URN of the resource to change. */
  readonly urn: string;
  readonly label: string;
  /** How backends that are addressed directly are checked. */
  readonly healthCheck: HealthCheck;
}

/**
 * Where the traffic of a weighted set goes. A load balancer shares its part as it does; the backends that are addressed directly
 * are one pool, for when one of them fails its part goes to the others. What is elsewhere may be one more of them.
 */
export function addWeightedTargets(
  draft: GraphDraft,
  set: WeightedSet,
  targets: readonly WeightedTarget[],
): Destination[] {
  const pool = { urn: set.urn, crossZone: true, healthCheck: set.healthCheck, gaps: [] } as const;
  const addressed: Bounds[] = [];
  const destinations = receiving(targets).flatMap(({ key, weight, to }): Destination[] => {
    if (to.kind === "backends") {
      draft.addMember(set.id, { ...to, capacity: { of: "all", amount: weight } });
      addressed.push(weight);
      return [];
    }
    const id = `${set.id}#${key}`;
    if (to.kind !== "elsewhere") {
      draft.addPool({ ...pool, id, label: to.label });
      for (const entry of to.kind === "entry" ? [to] : to.entries) draft.addMember(id, entry);
    } else {
      draft.addPool({ ...pool, id, label: to.label, urn: undefined, healthCheck: "unknown" });
      draft.openPool(id, to.gap);
    }
    return [{ pool: id, weight }];
  });
  if (addressed.length === 0) return destinations;
  draft.addPool({ ...pool, id: set.id, label: set.label });
  for (const { to } of targets) if (to.kind === "elsewhere") draft.openPool(set.id, to.gap);
  return [...destinations, { pool: set.id, weight: sum(addressed) }];
}

/** Leaves out the backends that get nothing for certain: they are no backends of the set. What may get nothing may be none. */
export function receiving(targets: readonly WeightedTarget[]): WeightedTarget[] {
  return targets.flatMap((target): WeightedTarget[] => {
    const { to, weight } = target;
    if (to.kind !== "backends") return [target];
    if (weight.atMost === 0) return [];
    return [weight.atLeast > 0 ? target : { ...target, to: { ...to, floor: between(0, to.floor.atMost) } }];
  });
}
