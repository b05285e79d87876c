/** How traffic that has been counted was shared. */
export interface Observed {
  /** The share of each, in the order of the counts; all are 0 where nothing was counted. */
  readonly shares: readonly number[];
  /** The greatest of the shares. */
  readonly largest: number;
  /** How many equally busy backends would share the traffic as unevenly: 1 / Σ share²; 0 where nothing was counted. */
  readonly effectiveBackends: number;
}

/**
 * The shares of what each backend got: the same measures that `effectiveBackends` and `busiest` work out from a configuration.
 *
 * @param counts requests, connections or bytes of each backend; none is negative.
 * @see https://en.wikipedia.org/wiki/Effective_number_of_parties (the same measure, of votes)
 */
export function observed(counts: readonly number[]): Observed {
  const total = counts.reduce((sum, one) => sum + one, 0);
  const shares = counts.map((one) => (total === 0 ? 0 : one / total));
  const squares = shares.reduce((sum, share) => sum + share ** 2, 0);
  const largest = shares.reduce((most, share) => Math.max(most, share), 0);
  return { shares, largest, effectiveBackends: squares === 0 ? 0 : 1 / squares };
}

/** A backend is not called a favourite for what chance does: once in 30,000 windows of an even spread, at this many deviations. */
export const FAVOURITE_DEVIATIONS = 4;

/** Nor for what does not matter: it has to get half as much again as it should. */
export const FAVOURITE_RATIO = 1.5;

/**
 * Whether a backend got so much more than it should that chance does not explain it: by a score test of its share, with the normal
 * approximation of the binomial distribution. With few requests nothing is significant.
 *
 * @param got its requests.
 * @param total the requests of all backends of the pool.
 * @param expected the share that it should have: 0 to 1.
 * @see https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function isFavourite(got: number, total: number, expected: number): boolean {
  if (total === 0 || expected <= 0 || expected >= 1) return false;
  const isMuch = got >= FAVOURITE_RATIO * expected * total;
  const deviation = Math.sqrt(total * expected * (1 - expected));
  return isMuch && got - total * expected > FAVOURITE_DEVIATIONS * deviation;
}
