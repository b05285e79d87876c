import { Split as SplitOf, type Weighted as WeightedOf } from "../split";
import type { CanaryShift } from "./canary-shift";
import { Pool } from "./pool";
import type { HttpProtocol, Protocol, TcpProtocol } from "./protocols";

/** A pool with the weight by which it gets traffic: 0 to 999. */
export type Weighted<P extends Protocol = Protocol> = WeightedOf<Pool<P>>;

export type Split<P extends Protocol = Protocol> = SplitOf<Pool<P>>;

const MOST_WEIGHT = 999;

/**
 * Shares traffic among pools by weight. Every pool is safe in itself, so that any weights are.
 *
 * @throws InputPropertyError when a weight is no whole number from 0 to 999, all are 0, or a pool is there twice.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
export function split<P extends Protocol>(first: Weighted<P>, second: Weighted<P>, ...others: Weighted<P>[]): Split<P> {
  return new SplitOf([first, second, ...others], MOST_WEIGHT);
}

/** Where traffic goes: pools, and nothing else. */
export type Route<P extends Protocol = Protocol> = Pool<P> | Split<P> | CanaryShift<P>;

/** Where requests go: pools whose members speak HTTP, or are functions. */
export type HttpRoute = Route<HttpProtocol | "LAMBDA">;

/** Where connections go: pools whose members take them. */
export type TcpRoute = Route<TcpProtocol>;

/** The pools of a route with their weights. */
export function weightedIn<P extends Protocol>(route: Route<P>): readonly Weighted<P>[] {
  return route instanceof Pool ? [{ to: route, weight: 1 }] : route.pools;
}

/** The pools of a route. */
export function poolsOf<P extends Protocol>(route: Route<P>): readonly Pool<P>[] {
  return weightedIn(route).map(({ to }) => to);
}
