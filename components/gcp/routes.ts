import { Split as SplitOf, type Weighted as WeightedOf } from "../split";
import type { CanaryShift } from "./canary-shift";
import { Pool } from "./pool";
import type { HttpProtocol, PacketProtocol, Protocol } from "./protocols";

/** A pool with the weight by which it gets traffic: 0 to 1,000. */
export type Weighted<P extends Protocol = Protocol> = WeightedOf<Pool<P>>;

export type Split<P extends Protocol = Protocol> = SplitOf<Pool<P>>;

const MOST_WEIGHT = 1000;

/**
 * Shares requests among pools by weight. Every pool is safe in itself, so that any weights are. A bucket cannot be one of them: Google
 * Cloud weighs backend services only.
 *
 * @throws InputPropertyError when a weight is no whole number from 0 to 1,000, all are 0, or a pool is there twice.
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts
 */
export function split<P extends HttpProtocol | "SERVERLESS">(
  first: Weighted<P>,
  second: Weighted<P>,
  ...others: Weighted<P>[]
): Split<P> {
  return new SplitOf([first, second, ...others], MOST_WEIGHT);
}

/** Where requests go in one region: pools whose backends speak HTTP, or are services of Cloud Run. */
export type RegionalHttpRoute = Pool<HttpProtocol | "SERVERLESS"> | Split<HttpProtocol | "SERVERLESS"> | CanaryShift;

/** Where requests go: to buckets too. */
export type HttpRoute = RegionalHttpRoute | Pool<"BUCKET">;

/** The pools of a route with their weights. */
export function weightedIn(route: HttpRoute): readonly WeightedOf<Pool<Exclude<Protocol, PacketProtocol>>>[] {
  return route instanceof Pool ? [{ to: route, weight: 1 }] : route.pools;
}
