import { between, exactly, type Bounds } from "../../traffic/bounds";
import { sharesOverall } from "../../traffic/overall-shares";
import type { Limits, WatchedRoute } from "./settings";

/** The share that each pool may have of all that the load balancer forwards, by name. */
export function expectedShares(routes: readonly WatchedRoute[]): ReadonlyMap<string, Bounds> {
  return sharesOverall(
    routes.map((route) =>
      route.map(({ pool, weight }) => ({ pool, weight: weight === "any" ? ANY_WEIGHT : exactly(weight) })),
    ),
  );
}

const ANY_WEIGHT = between(0, Infinity);

/** A route as it is watched; where something else than the program moves its weights, any is as good as another. */
export function watchedRoute(
  weighted: readonly { readonly to: { readonly label: string }; readonly weight: number }[],
  areMoved: boolean,
): WatchedRoute {
  return weighted.map(({ to, weight }) => ({ pool: to.label, weight: areMoved ? "any" : weight }));
}

/** The share above which an alarm rings; undefined where everything may be had, so that no share is too great. */
export function greatestShare(expected: number, { margin }: Limits): number | undefined {
  const greatest = Math.round((expected + margin) * 10_000) / 10_000;
  return greatest < 1 ? greatest : undefined;
}

/**
 * @param who and what it does: `Pool blue gets`.
 * @param what of which it is a share.
 */
export function shareSays(who: string, expected: number, { margin }: Limits, what = "requests"): string {
  return `${who} more than ${percent(expected + margin)} of all ${what}; at most ${percent(expected)} are expected.`;
}

/** A part as a person reads it: `33.3 %`. */
export function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`;
}
