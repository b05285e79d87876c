import { promql } from "./promql";
import type { MeasuredSeries, State } from "./series";

/** An alert policy as `@pulumi/gcp` registers it. */
export interface AlertPolicyInputs {
  readonly conditions: readonly {
    readonly conditionPrometheusQueryLanguage?: {
      readonly query: string;
      readonly duration?: string;
      readonly evaluationInterval?: string;
    };
  }[];
}

/**
 * The state of an alert policy at each minute. It opens an incident when its query has given something for so long.
 *
 * @throws RangeError for a policy that is not made of one query in PromQL, looked at once a minute.
 * @see https://cloud.google.com/monitoring/promql/promql-in-alerting
 */
export function alertPolicyStates(
  { conditions }: AlertPolicyInputs,
  measured: MeasuredSeries,
  minutes: number,
): State[] {
  const [condition, ...others] = conditions.map((one) => one.conditionPrometheusQueryLanguage);
  if (!condition || others.length > 0) throw new RangeError("a policy of one query in PromQL is evaluated only");
  const { query, duration = "0s", evaluationInterval } = condition;
  if (evaluationInterval !== "60s") throw new RangeError(`a look each ${evaluationInterval ?? "30s"} is not evaluated`);
  const node = promql(query);
  const needed = 1 + Number.parseInt(duration) / 60;
  let wrong = 0;
  return Array.from({ length: minutes }, (_, minute): State => {
    wrong = node(measured, minute) === undefined ? 0 : wrong + 1;
    return wrong >= needed ? "ALARM" : "OK";
  });
}
