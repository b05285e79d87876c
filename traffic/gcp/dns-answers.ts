import { between, exactly, times, type Bounds } from "../bounds";
import type { HealthCheck } from "../graph";
import { listOf, numberOf, objectOf } from "../read";
import { isManagedElsewhere, UNKNOWN, type Resource, type Value } from "../resource";

/** Of a weight that is not known, all that is known is that it is not negative. */
export const ANY_WEIGHT = between(0, Infinity);

/** One address that a record set answers with. */
export interface Answer {
  readonly address: Value;
  readonly weight: Bounds;
}

/** Each item of a weighted policy answers with all of its addresses, of which a client takes one. */
export function answersIn(set: Resource, value: Value | undefined): Answer[] | typeof UNKNOWN {
  const path = "routingPolicy.wrrs";
  const items = listOf(set, path, value);
  if (items === UNKNOWN) return UNKNOWN;
  const weighted: { address: Value; weight: Bounds }[] = [];
  for (const [index, item] of items.entries()) {
    const fields = objectOf(set, `${path}[${index}]`, item);
    if (fields === UNKNOWN) return UNKNOWN;
    const targets = objectOf(set, `${path}[${index}].healthCheckedTargets`, fields["healthCheckedTargets"]);
    const plain = listOf(set, `${path}[${index}].rrdatas`, fields["rrdatas"]);
    if (targets === UNKNOWN || plain === UNKNOWN) return UNKNOWN;
    const balancers = listOf(set, `${path}[${index}].internalLoadBalancers`, targets["internalLoadBalancers"]);
    const endpoints = listOf(set, `${path}[${index}].externalEndpoints`, targets["externalEndpoints"]);
    if (balancers === UNKNOWN || endpoints === UNKNOWN) return UNKNOWN;
    const inner = balancers.map((balancer): Value => {
      const one = objectOf(set, `${path}[${index}].internalLoadBalancers[]`, balancer);
      return one === UNKNOWN ? UNKNOWN : (one["ipAddress"] ?? UNKNOWN);
    });
    const all = [...plain, ...inner, ...endpoints];
    const weight = weightOf(set, `${path}[${index}].weight`, fields["weight"]);
    for (const address of all) weighted.push({ address, weight: times(weight, exactly(1 / all.length)) });
  }
  return weighted;
}

function weightOf(set: Resource, path: string, value: Value | undefined): Bounds {
  return isManagedElsewhere(set, "routingPolicy") ? ANY_WEIGHT : numberOf(set, path, value, ANY_WEIGHT);
}

/** @param items the items of a weighted policy, all of them known. */
export function healthCheckOf(set: Resource, check: Value | undefined, items: Value | undefined): HealthCheck {
  if (check !== undefined && check !== null) return "present";
  const listed = listOf(set, "routingPolicy.wrrs", items);
  const checked = (listed === UNKNOWN ? [] : listed).some((item) => {
    const fields = objectOf(set, "routingPolicy.wrrs[]", item);
    return fields !== UNKNOWN && (fields["healthCheckedTargets"] ?? undefined) !== undefined;
  });
  return checked ? "present" : { notices: "nothing", remedy: "Give its routing policy a healthCheck" };
}
