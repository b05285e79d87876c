import type { GraphDraft } from "../draft";
import { listOf, objectOf, textOf } from "../read";
import { reference } from "../references";
import { declared, UNKNOWN, type Gap, type Resource, type Value } from "../resource";
import type { Stack } from "../stack";
import { CLASSIC_LOAD_BALANCER, METRIC_ALARM, TARGET_GROUP } from "./types";

/**
 * The metrics that tell how many targets are healthy, or how many zones have enough of them.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const HEALTH = new Set([
  ...["HealthyHostCount", "UnHealthyHostCount"],
  ...["HealthyStateRouting", "UnhealthyStateRouting", "HealthyStateDNS", "UnhealthyStateDNS"],
]);

/** The dimension by which a metric is one of a pool, and what it refers to. */
const BY: readonly (readonly [dimension: string, type: string])[] = [
  ["TargetGroup", TARGET_GROUP],
  ["LoadBalancerName", CLASSIC_LOAD_BALANCER],
];

/** Alarms of CloudWatch watch the target groups and classic load balancers whose health they look at. */
export function readAlarms(stack: Stack, draft: GraphDraft): void {
  for (const [, type] of BY)
    stack.each(type, ({ urn }) => {
      draft.addWatchable(urn);
    });
  const bySuffix = new Map<string, string>();
  for (const { urn, outputs } of stack.ofType(TARGET_GROUP)) {
    const { arn } = outputs;
    // CloudWatch knows it by the end of its ARN.
    if (typeof arn === "string") bySuffix.set(arn.slice(arn.lastIndexOf(":") + 1), urn);
  }
  const watch = (metric: Metric) => {
    readMetric(stack, draft, bySuffix, metric);
  };
  stack.each(METRIC_ALARM, (alarm) => {
    watch({
      alarm,
      property: "dimensions",
      name: declared(alarm, "metricName"),
      dimensions: declared(alarm, "dimensions"),
    });
    const queries = listOf(alarm, "metricQueries", declared(alarm, "metricQueries"));
    const all: readonly Value[] = queries === UNKNOWN ? [UNKNOWN] : queries;
    for (const query of all) {
      const fields = objectOf(alarm, "metricQueries[]", query);
      const metric = fields === UNKNOWN ? UNKNOWN : objectOf(alarm, "metricQueries[].metric", fields["metric"]);
      const [name, dimensions]: readonly (Value | undefined)[] =
        metric === UNKNOWN ? [UNKNOWN, UNKNOWN] : [metric["metricName"], metric["dimensions"]];
      watch({ alarm, property: "metricQueries", name, dimensions });
      if (fields !== UNKNOWN) readSearch(stack, draft, alarm, fields["expression"]);
    }
  });
}

/** One metric that an alarm looks at. */
interface Metric {
  readonly alarm: Resource;
  /** The top-level property that it stands in. */
  readonly property: string;
  readonly name: Value | undefined;
  readonly dimensions: Value | undefined;
}

function readMetric(stack: Stack, draft: GraphDraft, bySuffix: ReadonlyMap<string, string>, metric: Metric): void {
  const { alarm, property } = metric;
  const name = textOf(alarm, "metricName", metric.name);
  if (name === undefined || (name !== UNKNOWN && !HEALTH.has(name))) return;
  const why = "which metric it looks at is not known before the update";
  const unknown: Gap | undefined = name === UNKNOWN ? { urn: alarm.urn, property, why } : undefined;
  const dimensions = objectOf(alarm, property, metric.dimensions);
  for (const [dimension, type] of BY) {
    const value = dimensions === UNKNOWN ? UNKNOWN : dimensions[dimension];
    const suffix = typeof value === "string" ? bySuffix.get(value) : undefined;
    if (suffix !== undefined) draft.addWatch(suffix, unknown);
    else {
      const found = reference(stack, { holder: alarm, property, types: [type] }, value);
      if (found?.kind === "resource") draft.addWatch(found.resource.urn, unknown);
      if (found?.kind === "unknown") for (const { urn } of found.candidates) draft.addWatch(urn, found.gap);
    }
  }
}

/** A search finds metrics when it is run, and so does a query. */
function readSearch(stack: Stack, draft: GraphDraft, alarm: Resource, value: Value | undefined): void {
  const expression = textOf(alarm, "metricQueries[].expression", value);
  if (expression === undefined) return;
  if (expression !== UNKNOWN && ![...HEALTH].some((name) => expression.includes(name))) return;
  const gap = { urn: alarm.urn, property: "metricQueries", why: "which targets it looks at is found while it runs" };
  for (const [, type] of BY) for (const { urn } of stack.ofType(type)) draft.addWatch(urn, gap);
}
