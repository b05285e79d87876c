import { refuse, whole } from "../checks";
import type { CanaryShift } from "./canary-shift";
import { Pool } from "./pool";
import type { HttpProtocol, Protocol, TcpProtocol } from "./protocols";

/** A pool with the weight by which it gets traffic. */
export interface Weighted<P extends Protocol = Protocol> {
  readonly to: Pool<P>;
  /** 0 to 999, against the weights of the others; 0 is no traffic. */
  readonly weight: number;
}

/** Traffic that is shared among pools by weight. */
export class Split<P extends Protocol = Protocol> {
  /** @internal */
  constructor(readonly pools: readonly Weighted<P>[]) {
    pools.forEach(({ weight }, index) => whole(`split[${index}].weight`, weight, 0, 999));
    if (pools.every(({ weight }) => weight === 0)) refuse("split", "must give some pool a weight above 0");
    pools.forEach(({ to }, index) => {
      const first = pools.findIndex((one) => one.to === to);
      if (first < index) refuse(`split[${index}].to`, `must be another pool than that of split[${first}]`);
    });
  }
}

/**
 * Shares traffic among pools by weight. Every pool is safe in itself, so that any weights are.
 *
 * @throws InputPropertyError when a weight is no whole number from 0 to 999, all are 0, or a pool is there twice.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
export function split<P extends Protocol>(first: Weighted<P>, second: Weighted<P>, ...others: Weighted<P>[]): Split<P> {
  return new Split([first, second, ...others]);
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
