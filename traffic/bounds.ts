/**
 * A number that is known only within bounds: what a preview cannot say about a weight, a size or a share.
 *
 * Arithmetic is outward: a result holds the true value for every choice of true values within the operands.
 */
export interface Bounds {
  readonly atLeast: number;
  readonly atMost: number;
}

/** A number that is known. */
export function exactly(value: number): Bounds {
  return { atLeast: value, atMost: value };
}

/**
 * A number between two others, both included.
 *
 * @throws RangeError when the bounds are the wrong way round or not numbers.
 */
export function between(atLeast: number, atMost: number): Bounds {
  if (!(atLeast <= atMost)) throw new RangeError(`bounds ${atLeast} to ${atMost} hold no number`);
  return { atLeast, atMost };
}

export const ZERO = exactly(0);

/** Any share of the traffic: nothing is known of it. */
export const ANY_SHARE = between(0, 1);

export function isExact(bounds: Bounds): boolean {
  return bounds.atLeast === bounds.atMost;
}

export function add(a: Bounds, b: Bounds): Bounds {
  return { atLeast: a.atLeast + b.atLeast, atMost: a.atMost + b.atMost };
}

export function sum(all: Iterable<Bounds>): Bounds {
  let total = ZERO;
  for (const one of all) total = add(total, one);
  return total;
}

/** The product of two numbers that are not negative; nothing times anything, even without limit, is nothing. */
export function times(a: Bounds, b: Bounds): Bounds {
  return { atLeast: product(a.atLeast, b.atLeast), atMost: product(a.atMost, b.atMost) };
}

/** The product of two such numbers. */
export function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** The narrowest bounds that hold all of the given ones; nothing is 0. */
export function hull(all: Iterable<Bounds>): Bounds {
  let atLeast = Infinity;
  let atMost = -Infinity;
  for (const one of all) {
    atLeast = Math.min(atLeast, one.atLeast);
    atMost = Math.max(atMost, one.atMost);
  }
  return atLeast <= atMost ? { atLeast, atMost } : ZERO;
}

/**
 * The part of each weight in the sum of all. A weight that is known only within bounds gives a part within bounds: the least
 * where the others are greatest, the most where they are least.
 */
export function normalised(weights: readonly Bounds[]): Bounds[] {
  const total = sum(weights);
  return weights.map((weight) => ({
    atLeast: fraction(weight.atLeast, less(total.atMost, weight.atMost)),
    atMost: fraction(weight.atMost, less(total.atLeast, weight.atLeast)),
  }));
}

/** What is left of a sum, one of whose terms this is; at most without limit, where that is all that is known of the term. */
export function less(sum: number, term: number): number {
  return sum === Infinity ? Infinity : Math.max(0, sum - term);
}

/** A part of the sum of itself and the others; nothing is no part, not even of nothing. */
export function fraction(own: number, others: number): number {
  if (own === 0) return 0;
  return own === Infinity ? 1 : own / (own + others);
}

/** Greater in what is possible, then in what is certain. */
export function compare(a: Bounds, b: Bounds): number {
  return a.atMost - b.atMost || a.atLeast - b.atLeast;
}
