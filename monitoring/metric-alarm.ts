import { metricMath } from "./metric-math";
import type { Asked, Measured, State } from "./series";

/** A metric alarm as `@pulumi/aws` registers it. */
export interface MetricAlarmInputs {
  readonly namespace?: string;
  readonly metricName?: string;
  readonly statistic?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly period?: number;
  readonly metricQueries?: readonly MetricQuery[];
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly treatMissingData?: string;
}

interface MetricQuery {
  readonly id: string;
  readonly expression?: string;
  readonly returnData?: boolean;
  readonly metric?: {
    readonly namespace: string;
    readonly metricName: string;
    readonly stat: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly period: number;
  };
}

/** CloudWatch looks at somewhat more than it needs, to have as many as it needs where some are missing. */
const SEEN_BESIDES = 2;

/**
 * The state of an alarm at the end of each minute. It rings where enough of the last data points are breaching; a minute without one
 * counts as `treatMissingData` says, but only where too few are there otherwise.
 *
 * @throws RangeError for an alarm that looks at other times than minutes, or treats missing data in a way that no monitor does.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function metricAlarmStates(alarm: MetricAlarmInputs, measured: Measured, minutes: number): State[] {
  const value = valueOf(alarm, measured);
  const breaches = breachOf(alarm);
  const missing = missingOf(alarm);
  const { evaluationPeriods: periods, datapointsToAlarm: needed = periods } = alarm;
  const points = Array.from({ length: minutes }, (_, minute) => {
    const point = value(minute);
    return point === undefined ? undefined : breaches(point);
  });
  return points.map((_, minute): State => {
    const seen = points.slice(Math.max(0, minute + 1 - periods - SEEN_BESIDES), minute + 1);
    const real = seen.filter((point) => point !== undefined).slice(-periods);
    const filled = [
      ...real,
      ...Array<boolean>(Math.min(minute + 1, periods) - Math.min(real.length, periods)).fill(missing),
    ];
    return filled.filter(Boolean).length >= needed ? "ALARM" : "OK";
  });
}

function missingOf({ treatMissingData = "missing" }: MetricAlarmInputs): boolean {
  if (treatMissingData === "breaching") return true;
  if (treatMissingData === "notBreaching") return false;
  throw new RangeError(`missing data that is treated as ${treatMissingData} is not evaluated`);
}

function breachOf({ comparisonOperator, threshold }: MetricAlarmInputs): (value: number) => boolean {
  const compare = COMPARISONS[comparisonOperator];
  if (!compare) throw new RangeError(`${comparisonOperator} is not evaluated`);
  return (value) => compare(value, threshold);
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

function valueOf(alarm: MetricAlarmInputs, measured: Measured): (minute: number) => number | undefined {
  const { metricQueries = [] } = alarm;
  if (metricQueries.length === 0) {
    const { namespace = "", metricName = "", statistic = "", dimensions = {}, period } = alarm;
    const asked = everyMinute({ namespace, name: metricName, stat: statistic, dimensions }, period);
    return (minute) => measured(asked, minute);
  }
  const returned = metricQueries.find(({ returnData }) => returnData === true);
  if (returned?.expression === undefined) throw new RangeError("an alarm on metric math returns an expression");
  const work = metricMath(returned.expression);
  const parts = metricQueries.flatMap(({ id, metric }) => {
    if (!metric) return [];
    const { namespace, metricName, stat, dimensions, period } = metric;
    return [{ id, asked: everyMinute({ namespace, name: metricName, stat, dimensions }, period) }];
  });
  return (minute) => work(Object.fromEntries(parts.map(({ id, asked }) => [id, measured(asked, minute)])));
}

function everyMinute(asked: Asked, period: number | undefined): Asked {
  if (period !== 60) throw new RangeError(`a period of ${period ?? "no"} seconds is not evaluated`);
  return asked;
}
