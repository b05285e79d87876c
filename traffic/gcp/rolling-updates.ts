import type { Floor } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { countOf, numberOf, objectOf, wordOf } from "../read";
import { declared, UNKNOWN, type Resource } from "../resource";

const PROPERTY = "updatePolicy";

/** A percentage of instances is rounded, which way depends on their number. */
const ANY_PERCENTAGE = between(0, 100);

/**
 * What a rolling update leaves of a managed instance group. A proactive one starts by itself when the template changes; unless
 * the program says how many instances it may take away, that is one for each zone.
 *
 * @param usual what the group keeps otherwise.
 * @param zones the number of its zones; 1 for a zonal group.
 * @see https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups#max_unavailable
 */
export function duringRollingUpdate(manager: Resource, usual: Floor, zones: Bounds): Floor | undefined {
  const policy = objectOf(manager, PROPERTY, declared(manager, PROPERTY));
  const setBy = {
    urn: manager.urn,
    label: `updatePolicy.maxUnavailableFixed of managed instance group ${manager.name}`,
  };
  const gaps = [...usual.gaps, notKnownYet(manager, PROPERTY)];
  const unknown: Floor = { floor: between(0, usual.floor.atMost), setBy, gaps };
  if (policy === UNKNOWN) return unknown;
  const type = wordOf(manager, `${PROPERTY}.type`, policy["type"]);
  if (type === "opportunistic") return undefined;
  const action = wordOf(manager, `${PROPERTY}.minimalAction`, policy["minimalAction"]);
  const most = wordOf(manager, `${PROPERTY}.mostDisruptiveAllowedAction`, policy["mostDisruptiveAllowedAction"]);
  if (type === UNKNOWN || action === UNKNOWN || most === UNKNOWN) return unknown;
  if (most === "none" || most === "refresh") return undefined;
  const at = (name: string) => `${PROPERTY}.${name}`;
  const percent = policy["maxUnavailablePercent"] ?? undefined;
  const fixed = countOf(manager, at("maxUnavailableFixed"), policy["maxUnavailableFixed"], zones);
  const part =
    percent === undefined
      ? undefined
      : numberOf(manager, at("maxUnavailablePercent"), percent, exactly(0), ANY_PERCENTAGE);
  const taken = part ? partOf(usual.floor, part) : fixed;
  if (taken.atMost === 0) return undefined;
  const floor = between(left(usual.floor.atLeast, taken.atMost), left(usual.floor.atMost, taken.atLeast));
  return { floor, setBy, gaps: isExact(part ?? fixed) ? usual.gaps : gaps };
}

function partOf({ atLeast, atMost }: Bounds, { atLeast: low, atMost: high }: Bounds): Bounds {
  const most = atMost === Infinity ? (high === 0 ? 0 : Infinity) : Math.ceil((atMost * high) / 100);
  return between(Math.min(Math.floor((atLeast * low) / 100), most), most);
}

function left(instances: number, taken: number): number {
  return instances === Infinity ? (taken === Infinity ? 0 : Infinity) : Math.max(0, instances - taken);
}
