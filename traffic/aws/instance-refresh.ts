import type { Floor } from "../behaviour";
import { between, exactly, isExact, type Bounds } from "../bounds";
import { notKnownYet } from "../gaps";
import { numberOf, objectOf } from "../read";
import { declared, UNKNOWN, type Properties, type Resource, type Value } from "../resource";

const ANY_PERCENTAGE = between(0, 200);

/**
 * What an instance refresh leaves of an Auto Scaling group. The group starts one when its launch template changes, if it has the
 * block. It keeps so many percent of the instances, rounded up. Unless it may add some above 100 % it takes an instance away
 * before it launches another, so it leaves one less than all of them at most.
 *
 * @param usual what the group keeps otherwise.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
 */
export function duringInstanceRefresh(group: Resource, usual: Floor): Floor | undefined {
  const property = "instanceRefresh";
  const block = declared(group, property);
  if (block === undefined) return undefined;
  const least = percentage(group, block, { name: "minHealthyPercentage", fallback: exactly(90) });
  const most = percentage(group, block, { name: "maxHealthyPercentage", fallback: exactly(100) });
  if (least.atLeast >= 100 && most.atLeast > 100) return undefined;
  const addsFirst = most.atLeast > 100;
  const { floor } = usual;
  return {
    floor: between(left(floor.atLeast, least.atLeast, addsFirst), left(floor.atMost, least.atMost, most.atMost > 100)),
    setBy: {
      urn: group.urn,
      label: `instanceRefresh.preferences.minHealthyPercentage of Auto Scaling group ${group.name}`,
    },
    gaps: isExact(least) && isExact(most) ? usual.gaps : [...usual.gaps, notKnownYet(group, property)],
  };
}

function left(instances: number, percent: number, addsFirst: boolean): number {
  if (instances === Infinity) return percent === 0 ? 0 : Infinity;
  const kept = Math.ceil((instances * Math.min(percent, 100)) / 100);
  return Math.max(0, addsFirst ? kept : Math.min(kept, instances - 1));
}

/** The refresh's own preference, else what the maintenance policy of the group says, else the service's default. */
function percentage(
  group: Resource,
  block: Value,
  { name, fallback }: { name: "minHealthyPercentage" | "maxHealthyPercentage"; fallback: Bounds },
): Bounds {
  const path = "instanceRefresh";
  const refresh = objectOf(group, path, block);
  const preferences = refresh === UNKNOWN ? UNKNOWN : objectOf(group, `${path}.preferences`, refresh["preferences"]);
  const policy = objectOf(group, "instanceMaintenancePolicy", declared(group, "instanceMaintenancePolicy"));
  if (preferences === UNKNOWN) return ANY_PERCENTAGE;
  const usual = inside(group, "instanceMaintenancePolicy", policy, { name, fallback });
  return inside(group, `${path}.preferences`, preferences, { name, fallback: usual });
}

function inside(
  group: Resource,
  path: string,
  fields: Properties | typeof UNKNOWN,
  { name, fallback }: { name: string; fallback: Bounds },
): Bounds {
  if (fields === UNKNOWN) return ANY_PERCENTAGE;
  return numberOf(group, `${path}.${name}`, fields[name], fallback, ANY_PERCENTAGE);
}
