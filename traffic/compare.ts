import type { Bounds } from "./bounds";
import { summaryOf, type RouteSummary } from "./summary";
import type { Traffic } from "./traffic";

/** What a change does to a route. */
export interface RouteChange {
  readonly label: string;
  /** Undefined for a route that is new. */
  readonly before: RouteSummary | undefined;
  /** Undefined for a route that goes away. */
  readonly after: RouteSummary | undefined;
  readonly kind: ChangeKind;
  readonly collapses: readonly Collapse[];
}

/**
 * By what is guaranteed, whatever a preview does not know: `collapse` and `worse` where one of the guarantees is lowered, `better`
 * where one is raised and none lowered.
 */
export type ChangeKind = (typeof KINDS)[number];

/** A route that gets much worse, even if it is good enough afterwards. */
export interface Collapse {
  readonly of: "share" | "floor";
  /** The busiest backend, or the pool. */
  readonly label: string;
  readonly before: Bounds;
  readonly after: Bounds;
  /** Whether it is so for every value that is not known. */
  readonly isCertain: boolean;
}

const KINDS = ["collapse", "worse", "new", "better", "same", "gone"] as const;

/** Shares are quotients: what differs by less than this is the same. */
const ROUNDING = 1e-9;

/** What a change does to each route; what became worse goes first. */
export function compareTraffic(before: Traffic, after: Traffic): RouteChange[] {
  const [old, made] = [summaries(before), summaries(after)];
  const changes = [...new Set([...made.keys(), ...old.keys()])].map((id) => changeOf(old.get(id), made.get(id)));
  return changes.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function summaries(traffic: Traffic): Map<string, RouteSummary> {
  return new Map(traffic.routes.map((route) => [route.route.id, summaryOf(traffic, route)]));
}

function changeOf(before: RouteSummary | undefined, after: RouteSummary | undefined): RouteChange {
  const label = (after ?? before)?.label ?? "";
  if (!before || !after) return { label, before, after, kind: after ? "new" : "gone", collapses: [] };
  const collapses = [...collapseOfShare(before, after), ...collapsesOfFloors(before, after)];
  return { label, before, after, kind: collapses.length > 0 ? "collapse" : kindOf(before, after), collapses };
}

/** A backend that gets at least twice as much of the traffic as any did before. */
function collapseOfShare(before: RouteSummary, after: RouteSummary): Collapse[] {
  const [old, made] = [before.largestShare, after.largestShare];
  if (old.atMost === 0 || made.atMost < 2 * old.atMost - ROUNDING) return [];
  const isCertain = made.atLeast >= 2 * old.atMost - ROUNDING;
  return [{ of: "share", label: after.busiest ?? after.label, before: old, after: made, isCertain }];
}

/** A pool that loses half of what it guaranteed. */
function collapsesOfFloors(before: RouteSummary, after: RouteSummary): Collapse[] {
  return after.pools.flatMap(({ subject, label, backends }): Collapse[] => {
    const old = before.pools.find((pool) => pool.subject === subject)?.backends;
    // What scales by itself has no limit, and half of that is none either.
    if (!old || backends.atLeast >= old.atLeast || backends.atLeast > old.atLeast / 2) return [];
    return [{ of: "floor", label, before: old, after: backends, isCertain: backends.atMost <= old.atLeast / 2 }];
  });
}

function kindOf(before: RouteSummary, after: RouteSummary): ChangeKind {
  const gains = [
    before.largestShare.atMost - after.largestShare.atMost,
    gain(before.floor, after.floor),
    gain(before.effectiveBackends, after.effectiveBackends),
    before.zones && after.zones ? gain(before.zones, after.zones) : 0,
  ];
  if (gains.some((one) => one < -ROUNDING)) return "worse";
  return gains.some((one) => one > ROUNDING) ? "better" : "same";
}

/** By how much more is guaranteed; without limit stays without limit. */
function gain({ atLeast: before }: Bounds, { atLeast: after }: Bounds): number {
  return before === after ? 0 : after - before;
}
