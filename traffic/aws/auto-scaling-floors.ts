import { between, exactly, isExact, ZERO, type Bounds } from "../bounds";
import { listOf, countOf, numberOf, objectOf, wordOf } from "../read";
import { reference } from "../references";
import { declared, isManagedElsewhere, UNKNOWN, type Gap, type Resource } from "../resource";
import type { Floor, Scaling, Setting } from "../behaviour";
import type { Stack } from "../stack";
import { AUTO_SCALING_GROUP, AUTO_SCALING_SCHEDULE } from "./types";

const ANY_SIZE = between(0, Infinity);

/** A minimum size, and what sets it. */
interface Minimum {
  readonly size: Bounds;
  readonly setBy: Setting;
}

/**
 * The fewest instances that each Auto Scaling group keeps, whatever its desired capacity is today.
 *
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/autoscaling/schedule/ (minSize: 0 by default, -1 for no change)
 */
export class AutoScalingFloors {
  readonly #scheduled = new Map<string, Minimum[]>();
  readonly #ceilings = new Map<string, Scaling["ceilings"]>();
  readonly #known = new Map<string, Floor>();

  constructor(stack: Stack) {
    stack.each(AUTO_SCALING_SCHEDULE, (schedule) => {
      this.#addCeiling(stack, schedule);
      const size = countOf(schedule, "minSize", declared(schedule, "minSize"), ZERO, between(-1, Infinity));
      // -1 leaves the minimum as it is; a schedule that does not say sets it to 0.
      if (size.atMost < 0) return;
      for (const { urn } of groupsNamedBy(stack, schedule)) {
        const minimum = { size, setBy: { urn: schedule.urn, label: `minSize of schedule ${schedule.name}` } };
        this.#scheduled.set(urn, [...(this.#scheduled.get(urn) ?? []), minimum]);
      }
    });
  }

  /** Between which sizes a group is scaled. */
  scalingOf(group: Resource): Scaling {
    const [least, most] = ["minSize", "maxSize"].map((name) => countOf(group, name, declared(group, name), ANY_SIZE));
    const setBy = { urn: group.urn, label: `maxSize of Auto Scaling group ${group.name}` };
    const elsewhere = isManagedElsewhere(group, "minSize") || isManagedElsewhere(group, "maxSize");
    return {
      usualLeast: elsewhere ? ANY_SIZE : (least ?? ANY_SIZE),
      ceilings: [{ most: elsewhere ? ANY_SIZE : (most ?? ANY_SIZE), setBy }, ...(this.#ceilings.get(group.urn) ?? [])],
      gaps: [],
    };
  }

  /** A schedule that gives no maximum, or -1, leaves it as it is. */
  #addCeiling(stack: Stack, schedule: Resource): void {
    const value = declared(schedule, "maxSize");
    const most = countOf(schedule, "maxSize", value, exactly(-1), between(-1, Infinity));
    if (most.atLeast < 0) return;
    const ceiling = { most, setBy: { urn: schedule.urn, label: `maxSize of schedule ${schedule.name}` } };
    for (const { urn } of groupsNamedBy(stack, schedule)) {
      this.#ceilings.set(urn, [...(this.#ceilings.get(urn) ?? []), ceiling]);
    }
  }

  of(group: Resource): Floor {
    const known = this.#known.get(group.urn);
    if (known) return known;
    const made = inInstances(group, lowered(group, this.#scheduled.get(group.urn) ?? []));
    this.#known.set(group.urn, made);
    return made;
  }
}

/** The Auto Scaling group that an attachment or a schedule names. */
export function groupsNamedBy(stack: Stack, holder: Resource): readonly Resource[] {
  const place = { holder, property: "autoscalingGroupName", types: [AUTO_SCALING_GROUP] };
  const found = reference(stack, place, declared(holder, "autoscalingGroupName"));
  if (found?.kind === "resource") return [found.resource];
  return found?.kind === "unknown" ? found.candidates : [];
}

/** The minimum size, as far down as a schedule may take it. */
function lowered(group: Resource, scheduled: readonly Minimum[]): Floor {
  const most = countOf(group, "maxSize", declared(group, "maxSize"), between(0, Infinity)).atMost;
  const elsewhere = isManagedElsewhere(group, "minSize");
  const size = elsewhere
    ? between(0, most)
    : countOf(group, "minSize", declared(group, "minSize"), between(0, Infinity));
  const own: Minimum = { size, setBy: { urn: group.urn, label: `minSize of Auto Scaling group ${group.name}` } };
  const all = [own, ...scheduled];
  const lowest = all.reduce((low, one) => (one.size.atMost < low.size.atMost ? one : low));
  const atMost = Math.min(most, lowest.size.atMost);
  const atLeast = Math.max(0, Math.min(atMost, ...all.map((one) => one.size.atLeast)));
  const why = elsewhere ? "ignoreChanges leaves it to somebody else" : "its value is not known before the update";
  return {
    floor: between(atLeast, atMost),
    setBy: lowest.setBy,
    gaps: atLeast === atMost ? [] : [{ urn: group.urn, property: "minSize", why }],
  };
}

/** The size in instances. It may be given in other units, and instances may not be registered. */
function inInstances(group: Resource, { floor, setBy, gaps }: Floor): Floor {
  if (mayNotRegister(group)) {
    const why = "it neither launches nor registers instances while those processes are suspended";
    return {
      floor: between(0, floor.atMost),
      setBy,
      gaps: [...gaps, { urn: group.urn, property: "suspendedProcesses", why }],
    };
  }
  const unit = wordOf(group, "desiredCapacityType", declared(group, "desiredCapacityType"));
  if (unit !== undefined && unit !== "units") {
    const why = "its size is in capacity units, not in instances";
    return {
      floor: between(Math.min(1, floor.atLeast), floor.atMost),
      setBy,
      gaps: [...gaps, { urn: group.urn, property: "desiredCapacityType", why }],
    };
  }
  const weight = heaviestInstance(group);
  const atLeast = Math.ceil(floor.atLeast / weight.atMost);
  const atMost = Math.ceil(floor.atMost / weight.atLeast);
  const why = "the weights of its instances are not known before the update";
  const unknownWeight: Gap = { urn: group.urn, property: "mixedInstancesPolicy", why };
  return {
    floor: between(atLeast, atMost),
    setBy,
    gaps: isExact(weight) ? gaps : [...gaps, unknownWeight],
  };
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html */
function mayNotRegister(group: Resource): boolean {
  const suspended = listOf(group, "suspendedProcesses", declared(group, "suspendedProcesses"));
  if (suspended === UNKNOWN) return true;
  return suspended.some((name) => name === "Launch" || name === "AddToLoadBalancer" || name === UNKNOWN);
}

/**
 * The weight of the heaviest instance type: so many units one instance may stand for.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html
 */
function heaviestInstance(group: Resource): Bounds {
  const any = between(1, 999);
  const path = "mixedInstancesPolicy";
  const policy = objectOf(group, path, declared(group, path));
  if (policy === UNKNOWN) return any;
  const template = objectOf(group, `${path}.launchTemplate`, policy["launchTemplate"]);
  if (template === UNKNOWN) return any;
  const overrides = listOf(group, `${path}.launchTemplate.overrides`, template["overrides"]);
  if (overrides === UNKNOWN) return any;
  const weights = overrides.map((override, index) => {
    const at = `${path}.launchTemplate.overrides[${index}]`;
    const fields = objectOf(group, at, override);
    return fields === UNKNOWN
      ? any
      : numberOf(group, `${at}.weightedCapacity`, fields["weightedCapacity"], exactly(1), any);
  });
  return between(
    Math.max(1, ...weights.map((weight) => weight.atLeast)),
    Math.max(1, ...weights.map((weight) => weight.atMost)),
  );
}
