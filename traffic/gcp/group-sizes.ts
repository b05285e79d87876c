import { between, exactly, hull, isExact, ZERO, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import type { Floor, Scaling } from "../behaviour";
import { countOf, objectOf, wordOf } from "../read";
import { reference } from "../references";
import { actual, declared, isManagedElsewhere, UNKNOWN, type Resource } from "../resource";
import type { Stack } from "../stack";
import { AUTOSCALERS, MANAGED_GROUPS } from "./types";

const ANY_SIZE = between(0, Infinity);

/** An autoscaler of a group, for certain or perhaps. */
interface Scaled {
  readonly autoscaler: Resource;
  readonly certain: boolean;
}

/**
 * The fewest instances that each managed instance group keeps: what its autoscaler never goes below, else its target size.
 * Schedules raise the minimum only, so they do not count.
 *
 * @see https://cloud.google.com/compute/docs/autoscaler#specifications
 * @see https://cloud.google.com/compute/docs/autoscaler/scaling-schedules
 */
export class GroupSizes {
  readonly #autoscalers = new Map<string, Scaled[]>();

  constructor(stack: Stack) {
    for (const type of AUTOSCALERS) {
      stack.each(type, (autoscaler) => {
        const place = { holder: autoscaler, property: "target", types: MANAGED_GROUPS };
        const found = reference(stack, place, declared(autoscaler, "target"));
        if (found?.kind === "resource") this.#add(found.resource, { autoscaler, certain: true });
        if (found?.kind !== "unknown") return;
        for (const candidate of found.candidates) this.#add(candidate, { autoscaler, certain: false });
      });
    }
  }

  of(manager: Resource): Floor {
    const scaled = this.#autoscalers.get(manager.urn) ?? [];
    const floors = scaled.map(({ autoscaler }) => floorOf(autoscaler));
    const isScaled = scaled.some(({ certain }, index) => certain && floors[index] !== undefined);
    const own = isScaled ? [] : [targetSizeOf(manager, scaled.length > 0)];
    const all = [...floors.flatMap((floor) => floor ?? []), ...own];
    const [first] = all;
    if (!first || all.length === 1) return first ?? targetSizeOf(manager, false);
    return { ...first, floor: hull(all.map(({ floor }) => floor)), gaps: all.flatMap(({ gaps }) => gaps) };
  }

  /** Between which sizes a group is scaled; undefined where it is not known that it is. */
  scalingOf(manager: Resource): Scaling | undefined {
    const [only, ...others] = this.#autoscalers.get(manager.urn) ?? [];
    if (!only?.certain || others.length > 0) return undefined;
    const { autoscaler } = only;
    const floor = floorOf(autoscaler);
    const property = "autoscalingPolicy";
    const policy = objectOf(autoscaler, property, declared(autoscaler, property));
    if (!floor || policy === UNKNOWN || isManagedElsewhere(autoscaler, property)) return undefined;
    const most = countOf(autoscaler, `${property}.maxReplicas`, policy["maxReplicas"], ANY_SIZE, ANY_SIZE);
    const setBy = { urn: autoscaler.urn, label: `autoscalingPolicy.maxReplicas of autoscaler ${autoscaler.name}` };
    return { usualLeast: floor.floor, ceilings: [{ most, setBy }], gaps: floor.gaps };
  }

  #add(manager: Resource, scaled: Scaled): void {
    this.#autoscalers.set(manager.urn, [...(this.#autoscalers.get(manager.urn) ?? []), scaled]);
  }
}

/** What an autoscaler keeps; undefined where it is turned off. */
function floorOf(autoscaler: Resource): Floor | undefined {
  const property = "autoscalingPolicy";
  const setBy = { urn: autoscaler.urn, label: `autoscalingPolicy.minReplicas of autoscaler ${autoscaler.name}` };
  const policy = objectOf(autoscaler, property, declared(autoscaler, property));
  if (policy === UNKNOWN) return { floor: ANY_SIZE, setBy, gaps: [notKnownYet(autoscaler, property)] };
  const mode = wordOf(autoscaler, `${property}.mode`, policy["mode"]);
  if (mode === "off") return undefined;
  if (mode === UNKNOWN) return { floor: ANY_SIZE, setBy, gaps: [notKnownYet(autoscaler, `${property}.mode`)] };
  if (isManagedElsewhere(autoscaler, property)) return leftToOthers(autoscaler, property, setBy);
  const floor = countOf(autoscaler, `${property}.minReplicas`, policy["minReplicas"], ANY_SIZE);
  return { floor, setBy, gaps: isExact(floor) ? [] : [notKnownYet(autoscaler, `${property}.minReplicas`)] };
}

/**
 * The size that the program asks for. Without one, a new group is empty.
 *
 * @param scaledElse whether an autoscaler may set it instead, now or before it was turned off.
 * @see https://www.pulumi.com/registry/packages/gcp/api-docs/compute/instancegroupmanager/ (targetSize: 0 by default)
 */
function targetSizeOf(manager: Resource, scaledElse: boolean): Floor {
  const property = "targetSize";
  const setBy = { urn: manager.urn, label: `targetSize of managed instance group ${manager.name}` };
  if (isManagedElsewhere(manager, property)) return leftToOthers(manager, property, setBy);
  const asked = declared(manager, property);
  const answered = countOf(manager, property, actual(manager, property), ZERO);
  if (asked === undefined && (scaledElse || answered.atMost > 0)) {
    const why = "the program sets no size, and nothing in this stack keeps the one that it has";
    return { floor: ANY_SIZE, setBy, gaps: [{ urn: manager.urn, property, why }] };
  }
  const floor: Bounds = countOf(manager, property, asked, exactly(0));
  return { floor, setBy, gaps: isExact(floor) ? [] : [notKnownYet(manager, property)] };
}

function leftToOthers(resource: Resource, property: string, setBy: Floor["setBy"]): Floor {
  const why = "ignoreChanges leaves it to somebody else";
  return { floor: ANY_SIZE, setBy, gaps: [{ urn: resource.urn, property, why }] };
}
