import type { Gap } from "./resource";

/**
 * A failure zone: its name (`us-east-1a`), its id (`use1-az1`) where no name is known, or `subnet:…` and `unnamed:…` where all
 * that is known is which subnet's or which group's it is.
 */
export type Zone = string;

/** Where something runs. */
export interface Placement {
  readonly zones: readonly Zone[];
  /** What is not known of it; where there is something, there may be more zones than the ones listed. */
  readonly gaps: readonly Gap[];
}

/** Bound to no zone: a backend that is reached from each, a load balancer that reaches each. */
export const ANYWHERE: Placement = { zones: [], gaps: [] };

export function isAnywhere({ zones, gaps }: Placement): boolean {
  return zones.length === 0 && gaps.length === 0;
}

/** So many different zones, of which all that is known is whose they are. */
export function unnamedZones(urn: string, count: number): Zone[] {
  return Array.from({ length: count }, (_, index) => `unnamed:${urn}#${index + 1}`);
}

/** Whether a zone may be the same one as a zone of another group. */
export function isUnnamed(zone: Zone): boolean {
  return zone.startsWith("unnamed:");
}

/** Whether two zones are the same one; undefined where a name meets an id, or a subnet whose zone is not known. */
function sameZone(a: Zone, b: Zone): boolean | undefined {
  if (a === b) return true;
  if (isUnnamed(a) && whoseZone(a) === whoseZone(b)) return false;
  const kind = zoneKind(a);
  return kind === zoneKind(b) && kind !== "unnamed" ? false : undefined;
}

/** The same behind a load balancer: the zones that it has enabled are different ones, whatever their names. */
export function sameZoneBehind({ zones }: Placement, a: Zone, b: Zone): boolean | undefined {
  return a !== b && zones.includes(a) && zones.includes(b) ? false : sameZone(a, b);
}

/** What an unnamed zone is one of; zones of one owner are different ones. */
export function whoseZone(zone: Zone): string {
  return isUnnamed(zone) ? zone.slice(0, zone.lastIndexOf("#")) : zone;
}

/** How a zone is known: by its name, by its id, or only as somebody's. */
export function zoneKind(zone: Zone): "unnamed" | "id" | "name" {
  if (isUnnamed(zone) || zone.startsWith("subnet:")) return "unnamed";
  return /-az\d+$/.test(zone) ? "id" : "name";
}

/** Whether a zone is one of a placement's. */
export function includesZone(placement: Placement, zone: Zone): boolean | undefined {
  if (isAnywhere(placement)) return true;
  const answers = placement.zones.map((other) => sameZone(other, zone));
  if (answers.includes(true)) return true;
  return placement.gaps.length > 0 || answers.includes(undefined) ? undefined : false;
}
