import { output, type Input, type Output } from "@pulumi/pulumi";
import { Metrics, type Metric } from "./metrics";
import { lines, type Line } from "./widget-lines";
import type { Watched, WatchedPool } from "./watched";

/** A dashboard shows so many alarms at most. */
const MOST_ALARMS = 100;

/** What a dashboard shows besides the metrics. */
export interface Shown {
  /** ARNs, the most important first. */
  readonly alarms: readonly Output<string>[];
  readonly runbookUrl: string;
}

/**
 * The dashboard of a load balancer: shares by pool and by zone, healthy targets against what is guaranteed, and how many backends
 * could share as unevenly.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(name: string, watched: Watched, { alarms, runbookUrl }: Shown): Output<string> {
  const metrics = new Metrics(watched);
  const region = output(watched.balancer.arn).apply((arn) => arn.split(":")[3] ?? "");
  const { pools, zones } = watched;
  const counted = pools.filter(({ floor }) => floor !== undefined);
  const graph = (title: string, place: Place, shown: readonly Line[], more: object = {}): Widget => ({
    ...{ type: "metric", ...place },
    properties: { title, region, view: "timeSeries", period: 60, metrics: lines(shown), ...more },
  });
  const widgets: Widget[] = [
    { type: "text", ...at(0, 0, 24, 2), properties: { markdown: about(name, runbookUrl) } },
    { type: "alarm", ...at(0, 2, 24, 4), properties: { title: "Alarms", alarms: alarms.slice(0, MOST_ALARMS) } },
    graph(
      "Share by pool, %",
      at(0, 6, 12, 6),
      sharesOf(
        metrics.requests,
        pools.map((pool) => [pool.name, metrics.requestsTo(pool)]),
      ),
      PERCENT,
    ),
    graph(
      "Share by zone of the load balancer, %",
      at(12, 6, 12, 6),
      sharesOf(
        metrics.requests,
        zones.map((zone) => [zone.name, metrics.requestsIn(zone)]),
      ),
      PERCENT,
    ),
    ...(counted.length === 0
      ? []
      : [
          graph("Healthy targets, against what is guaranteed", at(0, 12, 12, 6), healthOf(metrics, counted), {
            annotations: {
              horizontal: counted.map((pool) => ({ label: `${pool.name} guarantees`, value: pool.floor?.all })),
            },
            yAxis: { left: { min: 0 } },
          }),
          graph(
            "Effective backends at most: as many as if each pool shared evenly",
            at(12, 12, 12, 6),
            effectiveIn(metrics, counted),
            { yAxis: { left: { min: 0 } } },
          ),
        ]),
  ];
  return output({ widgets }).apply((body) => JSON.stringify(body));
}

interface Widget extends Place {
  readonly type: "metric" | "text" | "alarm";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** In units of a grid of 24 columns. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function at(x: number, y: number, width: number, height: number): Place {
  return { x, y, width, height };
}

const PERCENT = { stacked: true, yAxis: { left: { min: 0, max: 100 } } };

function about(name: string, runbookUrl: string): string {
  return `## How load balancer ${name} shares its traffic\n\n[What to do when an alarm rings](${runbookUrl}). Metrics have averages only of the targets of one pool: \`evenkeel logs\` tells who got how much.`;
}

function sharesOf(all: Metric, parts: readonly (readonly [Input<string>, Metric])[]): Line[] {
  return [
    { id: "requests", metric: all, isHidden: true },
    ...parts.flatMap(([label, metric], index): Line[] => [
      { id: `part${index}`, metric, isHidden: true },
      { id: `share${index}`, label, expression: `100 * FILL(part${index}, 0) / requests` },
    ]),
  ];
}

function healthOf(metrics: Metrics, pools: readonly WatchedPool[]): Line[] {
  return pools.map((pool, index) => ({
    id: `healthy${index}`,
    label: pool.name,
    metric: metrics.ofPool(pool, "HealthyHostCount", "Minimum"),
  }));
}

/** 1 / Σ share², where each pool's share is that of its healthy targets in equal parts. */
function effectiveIn(metrics: Metrics, pools: readonly WatchedPool[]): Line[] {
  const sum = pools.map((_, index) => `FILL(requests${index}, 0)`).join(" + ");
  const squares = pools.map((_, index) => `FILL(requests${index}, 0) ^ 2 / healthy${index}`).join(" + ");
  return [
    ...pools.flatMap((pool, index): Line[] => [
      { id: `requests${index}`, metric: metrics.requestsTo(pool), isHidden: true },
      { id: `healthy${index}`, metric: metrics.ofPool(pool, "HealthyHostCount", "Minimum"), isHidden: true },
    ]),
    { id: "effective", label: "effective backends, at most", expression: `(${sum}) ^ 2 / (${squares})` },
  ];
}
