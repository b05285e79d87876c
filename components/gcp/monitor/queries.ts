import { all, interpolate, output, type Input, type Output } from "@pulumi/pulumi";
import type { WatchedGroup } from "./watched";

/** What a load balancer sends to its backends in a minute, as Cloud Monitoring is asked for it. */
export interface Traffic<Pool> {
  /** All of it; or what a pool gets of it; or what the pool gets in a zone. */
  sent(to?: Pool, zone?: string): Output<string>;
  /** The zones of a pool by which what it gets is told apart. */
  zonesOf(pool: Pool): readonly string[];
}

export type Labels = Readonly<Record<string, Input<string>>>;

/**
 * What a metric of load balancing has counted in a minute, of all series that have one of these sets of labels.
 *
 * @see https://cloud.google.com/monitoring/promql/promql-mapping
 */
export function counted(metric: string, ...series: readonly Labels[]): Output<string> {
  const increases = series.map(
    (labels) => interpolate`increase(loadbalancing_googleapis_com:${metric}${selector(labels)}[1m])`,
  );
  return interpolate`sum(${either(increases)})`;
}

/** The instances of a group, healthy or not. */
export function sizeOf({ name }: WatchedGroup): Output<string> {
  const labels = selector({ monitored_resource: "instance_group", instance_group_name: name });
  return interpolate`sum(compute_googleapis_com:instance_group_size${labels})`;
}

/** Gives something where one of them does. */
export function either(queries: readonly Input<string>[]): Output<string> {
  return all([...queries]).apply((known) => known.join(" or "));
}

/** Holds where the part of all is above a limit, and there are enough requests to say: as many as all, where these are not given. */
export function above(
  part: Input<string>,
  whole: Input<string>,
  limit: number,
  { minimumRequests }: { readonly minimumRequests: number },
  requests = whole,
): Output<string> {
  return interpolate`${part} / ${whole} > ${limit} and ${requests} >= ${minimumRequests}`;
}

/** @param fitting what labels have to fit, as regular expressions. */
export function selector(labels: Labels, fitting: Labels = {}): Output<string> {
  const pairs = (some: Labels, operator: string) =>
    Object.entries(some).map(([label, value]) => output(value).apply((known) => `${label}${operator}"${known}"`));
  return all([...pairs(labels, "="), ...pairs(fitting, "=~")]).apply((known) => `{${known.join(",")}}`);
}
