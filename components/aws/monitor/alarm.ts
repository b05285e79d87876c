import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { Metric } from "./metrics";

/** An alarm, before it is made. */
export interface Alarm {
  /** What it is called after the monitor: `blue-healthy`. */
  readonly key: string;
  /** What it means when it rings, as a sentence. */
  readonly says: string;
  /** Whether it is a sign that traffic concentrates, so that it is part of that alarm. */
  readonly concentrates: boolean;
  /** What is looked at each minute: a metric, or what is worked out of several, by the names that the expression has for them. */
  readonly value: Metric | { readonly expression: string; readonly of: Readonly<Record<string, Metric>> };
  readonly rings: "above" | "below";
  readonly threshold: Input<number>;
  /** What a minute counts for which there is no number; it is as good as any by default. */
  readonly missing?: Input<"breaching" | "notBreaching">;
  /** Minutes in a row that must be wrong; 2 by default. */
  readonly minutes?: number;
}

/** Seconds: load balancers report once a minute. */
const PERIOD = 60;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
export function makeAlarm(
  monitor: string,
  alarm: Alarm,
  shared: Pick<MetricAlarmArgs, "alarmActions" | "okActions" | "tags"> & { readonly runbookUrl: string },
  options: CustomResourceOptions,
): MetricAlarm {
  const { runbookUrl, ...others } = shared;
  const minutes = alarm.minutes ?? 2;
  return new MetricAlarm(
    `${monitor}-${alarm.key}`,
    {
      ...others,
      alarmDescription: `${alarm.says} What to do: ${runbookUrl}`,
      ...lookedAt(alarm),
      comparisonOperator: alarm.rings === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: alarm.threshold,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
      treatMissingData: alarm.missing ?? "notBreaching",
    },
    options,
  );
}

function lookedAt({ value }: Alarm): Partial<MetricAlarmArgs> {
  if (!("expression" in value)) {
    const { namespace, name, stat, dimensions } = value;
    return { namespace, metricName: name, statistic: stat, dimensions, period: PERIOD };
  }
  return {
    metricQueries: [
      { id: "looked_at", expression: value.expression, returnData: true },
      ...Object.entries(value.of).map(([id, { name, ...metric }]) => ({
        id,
        metric: { ...metric, metricName: name, period: PERIOD },
      })),
    ],
  };
}
