import { neededOf, shortage, type Obstacle } from "../../gate/readiness";

/** The states of the backends of a group, as a backend service sees them. */
export interface GroupHealth {
  /** The link of the group. */
  readonly group: string;
  /** Whether it gets traffic only when others fail. */
  readonly isStandby: boolean;
  readonly states: readonly string[];
}

/**
 * What keeps a backend service from taking more traffic. Clients go to the region nearest to them, so that each region needs its
 * backends, in whatever groups they are; and so does what stands by.
 *
 * @param atLeast the fewest healthy backends: 2 or more.
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/backendServices/getHealth
 */
export function obstacle(groups: readonly GroupHealth[], atLeast: number): Obstacle {
  const byPlace = new Map<string, string[]>();
  for (const { group, isStandby, states } of groups) {
    const place = `${regionIn(group)}${isStandby ? ", which stands by," : ""}`;
    const here = states.filter((state) => state !== "DRAINING").map((state) => state.toLowerCase());
    byPlace.set(place, [...(byPlace.get(place) ?? []), ...here]);
  }
  if (byPlace.size === 0) return { why: "it has no backends", isCertain: true };
  for (const [place, states] of byPlace) {
    if (states.length === 0) return { why: `no backend is known in ${place}`, isCertain: true };
    const short = shortage(`backends in ${place}`, states, neededOf(states.length, atLeast));
    if (short) return short;
  }
  return undefined;
}

/** The region of a group, or of its zone; a group that is global is one place. */
function regionIn(group: string): string {
  const [, region] = /\/regions\/([^/]+)\//.exec(group) ?? [];
  if (region !== undefined) return region;
  const [, zone] = /\/zones\/([^/]+)\//.exec(group) ?? [];
  return zone?.replace(/-[^-]+$/, "") ?? "all regions";
}
