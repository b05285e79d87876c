import { between, type Bounds } from "../bounds";
import type { Backends, Capacity } from "../graph";
import type { Resource } from "../resource";
import { capacitiesOf } from "./capacities";
import type { Settings } from "./service-settings";
import { sizeOf, type Part } from "./taking";

/** Packets that are passed through go to all instances alike, whatever their group, unless these say otherwise. */
export function capacitiesFor({ byCapacity, runTime }: Settings, parts: readonly Part[]): (Capacity | undefined)[] {
  if (runTime.length > 0 || byCapacity === undefined) return parts.map(() => "decided at run time");
  if (!byCapacity || parts.every(({ members }) => !members.isChecked)) return parts.map(() => undefined);
  return capacitiesOf(parts.map(({ backend }) => backend));
}

/** The members of a group, as one backend of a service. */
export function membersOf(
  service: Resource,
  { members: group, certain }: Part,
  capacity: Capacity | undefined,
): Backends[] {
  const size = sizeOf(group);
  const why = "whether it is among the backends that get traffic is not known";
  return group.members.map((member): Backends => {
    const here = capacity === undefined ? member : { ...member, capacity: partOf(capacity, member, size) };
    if (certain) return here;
    const gap = { urn: service.urn, property: "backends", why };
    return { ...here, floor: between(0, member.floor.atMost), gaps: [...member.gaps, gap] };
  });
}

/** What all members of a group can take together is split among them. */
function partOf(capacity: Capacity, { floor }: Backends, size: Bounds): Capacity {
  if (typeof capacity === "string" || capacity.of === "each") return capacity;
  if (size.atLeast === floor.atLeast && size.atMost === floor.atMost) return capacity;
  const { atLeast, atMost } = capacity.amount;
  return { of: "each", amount: between(atLeast / Math.max(1, size.atMost), atMost / Math.max(1, size.atLeast)) };
}
