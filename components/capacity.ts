import { refuse, whole } from "./checks";

/** How many backends there are in each zone, however they are scaled. */
export interface Capacity {
  /** Fewest in each zone: at least 1, so that there are at least two in all. */
  readonly min: number;
  /** Most in each zone: above the fewest, or there would be no room to grow. */
  readonly max: number;
}

const MOST = 1000;

/**
 * The fewest and the most backends in all zones together.
 *
 * @throws InputPropertyError when there may be none in a zone, or no room to grow.
 */
export function sizes({ min, max }: Capacity, zones: number): { readonly least: number; readonly most: number } {
  whole("perZone.min", min, 1, MOST);
  whole("perZone.max", max, 1, MOST);
  if (max <= min) refuse("perZone.max", `must be above perZone.min, ${min}, but is ${max}`);
  return { least: min * zones, most: max * zones };
}
