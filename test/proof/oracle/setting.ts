import fc from "fast-check";
import { UNKNOWN, type Value } from "../../../traffic";
import { oneOf, wholeNumber, type Random } from "../../../drills/physics/random";

/** A value of the program, that a preview may not know; then it may turn out to be any that the service takes. */
export class Setting<T> {
  constructor(
    readonly value: T,
    readonly isHidden: boolean,
    readonly any: (random: Random) => T,
  ) {}

  /** As a counterexample shows it. */
  [fc.toStringMethod](): string {
    return `${JSON.stringify(this.value)}${this.isHidden ? " (hidden)" : ""}`;
  }
}

/** What all plans say of themselves. */
export interface Plan {
  /** The part of its values that a preview does not know. */
  readonly haze: number;
  /** Whether nothing exists yet: what refers to a resource does not show to which. */
  readonly isFirst: boolean;
}

/** How many of a stack's values a preview does not know, 0 to 1. */
export const HAZE = [0, 0.08, 0.3] as const;

export function setting<T>(
  values: fc.Arbitrary<T>,
  any: (random: Random) => T,
  haze: number,
): fc.Arbitrary<Setting<T>> {
  return fc.tuple(values, fc.nat({ max: 99 })).map(([value, die]) => new Setting(value, die < haze * 100, any));
}

export function number(least: number, most: number, haze: number): fc.Arbitrary<Setting<number>> {
  return setting(fc.integer({ min: least, max: most }), (random) => wholeNumber(random, least, most), haze);
}

export function choice<T>(values: readonly T[], haze: number): fc.Arbitrary<Setting<T>> {
  return setting(fc.constantFrom(...values), (random) => oneOf(random, values), haze);
}

/** What the stack shows of it. */
export function shown({ value, isHidden }: Setting<Value>): Value {
  return isHidden ? UNKNOWN : value;
}

/** What it turns out to be. */
export function settled<T>({ value, isHidden, any }: Setting<T>, random: Random): T {
  return isHidden ? any(random) : value;
}
