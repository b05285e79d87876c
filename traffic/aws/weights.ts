import { between, exactly, hull, sum, type Bounds } from "../bounds";

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
