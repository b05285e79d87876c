import type { Input } from "@pulumi/pulumi";
import type { Metric } from "./metrics";

/** A line of a graph, or a metric that an expression of another line is made of. */
export interface Line {
  readonly id: string;
  readonly label?: Input<string>;
  readonly metric?: Metric;
  readonly expression?: string;
  readonly isHidden?: boolean;
}

/**
 * Lines as the metrics of a widget.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format
 */
export function lines(all: readonly Line[]): unknown[][] {
  return all.map(({ id, label, metric, expression, isHidden = false }) => {
    const shown = { id, ...(label === undefined ? {} : { label }), ...(isHidden ? { visible: false } : {}) };
    if (!metric) return [{ ...shown, expression }];
    const { namespace, name, stat, dimensions } = metric;
    return [namespace, name, ...Object.entries(dimensions).flat(), { ...shown, stat }];
  });
}
