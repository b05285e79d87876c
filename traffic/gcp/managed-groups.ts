import { between, exactly, type Bounds } from "../bounds";
import type { Backends } from "../graph";
import { listOf, wordOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";
import { unnamedZones, type Placement } from "../zones";
import { unrepaired } from "./autohealing";
import type { GroupSizes } from "./group-sizes";
import type { Group } from "./groups";
import { inZoneOf, regionOf, somewhere } from "./places";
import { duringRollingUpdate } from "./rolling-updates";
import { INSTANCE_GROUP_MANAGER } from "./types";

/** A managed instance group: so many instances, in a zone or in zones of a region. */
export function managedGroup(manager: Resource, sizes: GroupSizes): Group {
  const label = `managed instance group ${manager.name}`;
  const placement = manager.type === INSTANCE_GROUP_MANAGER ? inZoneOf(manager) : distribution(manager);
  const unit = `an instance of ${label}`;
  const floor = sizes.of(manager);
  const rollout = duringRollingUpdate(manager, floor, numberOfZones(manager, placement));
  const scaling = sizes.scalingOf(manager);
  const kept = unrepaired(manager);
  const member: Backends = {
    kind: "backends",
    id: manager.urn,
    label,
    unit,
    identified: true,
    placement,
    ...floor,
    ...(rollout ? { duringRollout: rollout } : {}),
    ...(scaling ? { scaling } : {}),
    ...(kept ? { unrepaired: kept } : {}),
  };
  return {
    region: regionOf(manager),
    members: [member],
    open: [],
    isChecked: true,
  };
}

/** Named zones, or as many as a regional group gets; of some it is not known. */
function numberOfZones({ type }: Resource, { zones }: Placement): Bounds {
  if (type === INSTANCE_GROUP_MANAGER) return exactly(1);
  return zones.length === 0 ? between(1, Infinity) : exactly(zones.length);
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
