import { refuse } from "./checks";

/** The greatest part of the targets that one zone may have: what is left must be able to take over. */
const MOST_IN_A_ZONE = 0.75;

/** @throws InputPropertyError when one zone has all of them, or almost all. */
export function spread(path: string, zones: readonly string[]): void {
  for (const zone of new Set(zones)) {
    const there = zones.filter((one) => one === zone).length;
    if (there <= zones.length * MOST_IN_A_ZONE) continue;
    refuse(path, `must be spread over availability zones, but ${zone} has ${there} of ${zones.length}`);
  }
}
