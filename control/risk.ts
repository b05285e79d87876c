import { compareTraffic, isExact, type RouteSummary, type Traffic } from "../traffic";

/** Why a change makes it more likely that something concentrates, a reason for each route of which that is so. */
export function risksOf(before: Traffic, after: Traffic): string[] {
  return compareTraffic(before, after).flatMap(({ label, kind, before: old, after: made }) => {
    if (kind === "collapse") return [`${label} collapses`];
    if (kind === "worse") return [`${label} guarantees less than before`];
    if (made && isOpen(made) && !(old && isOpen(old))) return [`what ${label} does is not proved any more`];
    return [];
  });
}

function isOpen({ largestShare, floor }: RouteSummary): boolean {
  return !isExact(largestShare) || !isExact(floor);
}
