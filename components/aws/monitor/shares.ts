import { between, exactly, type Bounds } from "../../../traffic/bounds";
import { sharesOverall } from "../../../traffic/overall-shares";
import type { Alarm } from "./alarm";
import type { Metric, Metrics } from "./metrics";
import type { Limits, WatchedRoute } from "./watched";

/** The share that each pool may have of all that the load balancer forwards, by name. */
export function expectedShares(routes: readonly WatchedRoute[]): ReadonlyMap<string, Bounds> {
  return sharesOverall(
    routes.map((route) =>
      route.map(({ pool, weight }) => ({ pool, weight: weight === "any" ? ANY_WEIGHT : exactly(weight) })),
    ),
  );
}

const ANY_WEIGHT = between(0, Infinity);

/** The share above which an alarm rings; undefined where everything may be had, so that no share is too great. */
export function greatestShare(expected: number, { margin }: Limits): number | undefined {
  const greatest = Math.round((expected + margin) * 10_000) / 10_000;
  return greatest < 1 ? greatest : undefined;
}

/** The part that something has of all requests of a minute; none where there are too few of them to say. */
export function sharePart(metrics: Metrics, part: Metric, { minimumRequests }: Limits): Alarm["value"] {
  return {
    expression: `IF(requests >= ${minimumRequests}, FILL(part, 0) / requests, 0)`,
    of: { part, requests: metrics.requests },
  };
}

/** @param who and what it does: `Pool blue gets`. */
export function shareSays(who: string, expected: number, { margin }: Limits): string {
  return `${who} more than ${percent(expected + margin)} of all requests; at most ${percent(expected)} are expected.`;
}

/** A part as a person reads it: `33.3 %`. */
export function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`;
}
