import { between, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Backends } from "../graph";
import { listOf, objectOf } from "../read";
import { references } from "../references";
import { declared, UNKNOWN, type Properties, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { groupsNamedBy, type AutoScalingFloors } from "./auto-scaling-floors";
import { InPlaceDeployments } from "./in-place-deployments";
import { duringInstanceRefresh } from "./instance-refresh";
import { unrepaired } from "./replacement";
import {
  AUTO_SCALING_ATTACHMENT,
  AUTO_SCALING_GROUP,
  CLASSIC_LOAD_BALANCER,
  LATTICE_TARGET_GROUP,
  TARGET_GROUP,
  TRAFFIC_SOURCE_ATTACHMENT,
} from "./types";
import { zonesOf } from "./zones";

/** What a group can be attached to. */
const POOLS = [TARGET_GROUP, CLASSIC_LOAD_BALANCER, LATTICE_TARGET_GROUP];

/** Auto Scaling groups become members of the target groups and classic load balancers that they are attached to. */
export function readAutoScaling(stack: Stack, draft: GraphDraft, floors: AutoScalingFloors): void {
  const deployments = new InPlaceDeployments(stack);
  const attach = (
    group: Resource,
    place: { holder: Resource; property: string },
    values: readonly Value[] | typeof UNKNOWN,
  ) => {
    const member = memberOf(stack, group, { floors, deployments });
    const found = references(stack, { ...place, types: POOLS }, values);
    for (const pool of found.certain) draft.addMember(pool.urn, member);
    const perhaps = { ...member, floor: between(0, member.floor.atMost), gaps: [...member.gaps, ...found.gaps] };
    for (const pool of found.possible) draft.addMember(pool.urn, perhaps);
  };
  stack.each(AUTO_SCALING_GROUP, (group) => {
    for (const property of ["targetGroupArns", "loadBalancers"]) {
      attach(group, { holder: group, property }, listOf(group, property, declared(group, property)));
    }
    attach(group, { holder: group, property: "trafficSources" }, identifiersOf(group));
  });
  for (const [type, properties] of ATTACHMENTS) {
    stack.each(type, (attachment) => {
      for (const group of groupsNamedBy(stack, attachment)) {
        for (const property of properties) {
          const value = valueAt(attachment, property);
          if (value !== undefined) attach(group, { holder: attachment, property }, [value]);
        }
      }
    });
  }
}

/** The resources that attach a group, with the properties that say to what. */
const ATTACHMENTS: readonly (readonly [string, readonly string[]])[] = [
  [AUTO_SCALING_ATTACHMENT, ["lbTargetGroupArn", "elb"]],
  [TRAFFIC_SOURCE_ATTACHMENT, ["trafficSource"]],
];

function valueAt(attachment: Resource, property: string): Value | undefined {
  const value = declared(attachment, property);
  if (property !== "trafficSource") return value;
  const source: Properties | typeof UNKNOWN = objectOf(attachment, property, value);
  return source === UNKNOWN ? UNKNOWN : (source["identifier"] ?? undefined);
}

function identifiersOf(group: Resource): readonly Value[] | typeof UNKNOWN {
  const sources = listOf(group, "trafficSources", declared(group, "trafficSources"));
  if (sources === UNKNOWN) return UNKNOWN;
  return sources.map((source): Value => {
    const fields = objectOf(group, "trafficSources[]", source);
    return fields === UNKNOWN ? UNKNOWN : (fields["identifier"] ?? null);
  });
}

function memberOf(
  stack: Stack,
  group: Resource,
  { floors, deployments }: { floors: AutoScalingFloors; deployments: InPlaceDeployments },
): Backends {
  const floor = floors.of(group);
  const rollouts = [duringInstanceRefresh(group, floor), deployments.of(group, floor)].filter(
    (one) => one !== undefined,
  );
  const [first, second] = rollouts.sort((a, b) => a.floor.atMost - b.floor.atMost);
  const lowest = first && second ? { ...first, floor: lower(first.floor, second.floor) } : first;
  const kept = unrepaired(group);
  return {
    kind: "backends",
    id: group.urn,
    label: `Auto Scaling group ${group.name}`,
    unit: `an instance of Auto Scaling group ${group.name}`,
    identified: true,
    ...floor,
    placement: zonesOf(stack, group, "vpcZoneIdentifiers", "availabilityZones"),
    ...(lowest ? { duringRollout: lowest } : {}),
    scaling: floors.scalingOf(group),
    ...(kept ? { unrepaired: kept } : {}),
  };
}

function lower(a: Bounds, b: Bounds): Bounds {
  return between(Math.min(a.atLeast, b.atLeast), Math.min(a.atMost, b.atMost));
}
