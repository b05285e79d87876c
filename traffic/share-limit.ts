import type { BackendShare } from "./load";
import type { RouteTraffic, Traffic } from "./traffic";

/** A route on which one backend gets more than a share, or may; a route on which none can is not listed. */
export interface ShareVerdict {
  readonly kind: "above" | "unproved";
  readonly traffic: RouteTraffic;
  readonly busiest: BackendShare;
}

/** Shares are quotients: what differs by less than this is the same. */
const ROUNDING = 1e-9;

/** Judges what the busiest backend of each route gets. */
export function judgeShares(traffic: Traffic, maxShare: number): ShareVerdict[] {
  return traffic.routes.flatMap((route): ShareVerdict[] => {
    const busiest = traffic.busiest(route);
    if (!busiest || busiest.share.atMost <= maxShare + ROUNDING) return [];
    return [{ kind: busiest.share.atLeast > maxShare + ROUNDING ? "above" : "unproved", traffic: route, busiest }];
  });
}
