import { listOf, wordOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";
import { unnamedZones, type Placement } from "../zones";
import type { GroupSizes } from "./group-sizes";
import type { Group } from "./groups";
import { inZoneOf, regionOf, somewhere } from "./places";
import { INSTANCE_GROUP_MANAGER } from "./types";

/** A managed instance group: so many instances, in a zone or in zones of a region. */
export function managedGroup(manager: Resource, sizes: GroupSizes): Group {
  const label = `managed instance group ${manager.name}`;
  const placement = manager.type === INSTANCE_GROUP_MANAGER ? inZoneOf(manager) : distribution(manager);
  const unit = `an instance of ${label}`;
  const member = { kind: "backends", id: manager.urn, label, unit, identified: true, placement } as const;
  return {
    region: regionOf(manager),
    members: [{ ...member, ...sizes.of(manager) }],
    open: [],
    isChecked: true,
  };
}

/** The number of zones that a regional group gets where the program names none. */
const DEFAULT_ZONES = 3;

/**
 * The zones of a regional group. It has the same number of instances in each, unless another shape is asked for.
 *
 * @see https://cloud.google.com/compute/docs/instance-groups/regional-migs#zone-selection
 * @see https://cloud.google.com/compute/docs/instance-groups/regional-mig-distribution-shape
 */
function distribution(manager: Resource): Placement {
  const property = "distributionPolicyZones";
  const named = listOf(manager, property, declared(manager, property));
  if (named === UNKNOWN) return somewhere(manager, property);
  const known = named.filter((zone) => typeof zone === "string");
  if (known.length < named.length) return somewhere(manager, property);
  const zones = known.length > 0 ? known : unnamedZones(manager.urn, DEFAULT_ZONES);
  const shape = wordOf(manager, "distributionPolicyTargetShape", declared(manager, "distributionPolicyTargetShape"));
  if (shape === undefined || shape === "even") return { zones, gaps: [] };
  const why = "its shape leaves open how many instances each of its zones has";
  return { zones, gaps: [{ urn: manager.urn, property: "distributionPolicyTargetShape", why }] };
}
