import { between, exactly, hull, sum, type Bounds } from "../bounds";
import type { GraphDraft } from "../draft";
import type { Destination } from "../graph";
import { addWeightedTargets, type WeightedSet, type WeightedTarget } from "../weighted-targets";

/**
 * The weights of a record of Route 53, and of an endpoint of Global Accelerator.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (Weight)
 * @see https://docs.aws.amazon.com/global-accelerator/latest/api/API_EndpointConfiguration.html (Weight)
 */
export const WEIGHTS = between(0, 255);

/**
 * The weights by which a set shares its traffic. Where all of them are 0 the set is used nevertheless, and so the only one of a
 * set gets everything, whatever its weight.
 *
 * @param whenAllAreZero what each of them stands for then.
 */
export function weightsInUse(weights: readonly Bounds[], whenAllAreZero: Bounds): Bounds[] {
  if (weights.length === 1) return [exactly(1)];
  const total = sum(weights);
  if (total.atMost === 0) return weights.map(() => whenAllAreZero);
  return total.atLeast > 0 ? [...weights] : weights.map((weight) => hull([weight, between(0, 1)]));
}

/**
 * Where the traffic of a weighted set goes. What leads out of the stack may lead to one more backend beside those that are
 * addressed directly, which takes over when one of them fails.
 */
export function addWeighted(draft: GraphDraft, set: WeightedSet, targets: readonly WeightedTarget[]): Destination[] {
  const destinations = addWeightedTargets(draft, set, targets);
  if (targets.some(({ to }) => to.kind === "backends")) {
    for (const { to } of targets) if (to.kind === "elsewhere") draft.openPool(set.id, to.gap);
  }
  return destinations;
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
