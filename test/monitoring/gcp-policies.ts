import assert from "node:assert/strict";
import Ajv from "ajv/dist/2020";
import { alertPolicyStates, type AlertPolicyInputs } from "../../monitoring/alert-policy";
import type { MeasuredSeries } from "../../monitoring/series";
import { inputsOf, type Made } from "../components/made";
import { MOSAIC_SCHEMA } from "./mosaic-dashboard";
import { rung } from "./states";

export const policiesOf = (made: readonly Made[]) => made.filter(({ type }) => type.endsWith(":AlertPolicy"));

/** The alert policies that ring in so many minutes, and the first minute at whose end each does. */
export const rungIn = (made: readonly Made[], measured: MeasuredSeries, minutes: number) =>
  rung(
    new Map(
      policiesOf(made).map(({ name, inputs }) => [
        name,
        alertPolicyStates(inputs as unknown as AlertPolicyInputs, measured, minutes),
      ]),
    ),
  );

/** Those that tell a channel by themselves. */
export const telling = (made: readonly Made[], channel: string) =>
  policiesOf(made)
    .filter(({ inputs }) => (inputs["notificationChannels"] as string[] | undefined)?.includes(channel))
    .map(({ name }) => name);

/** The graphs of the dashboard, by their titles, each with its queries; it must have the form that Cloud Monitoring asks for. */
export function graphsOf(made: readonly Made[]): ReadonlyMap<string, readonly string[]> {
  const body = JSON.parse(String(inputsOf(made, "Dashboard")["dashboardJson"])) as Body;
  const validate = new Ajv({ strict: false }).compile(MOSAIC_SCHEMA);
  const form: unknown = body;
  assert.ok(validate(form), JSON.stringify(validate.errors, undefined, 2));
  return new Map(
    body.mosaicLayout.tiles.flatMap(({ widget: { title, xyChart } }) =>
      xyChart ? [[title, xyChart.dataSets.map(({ timeSeriesQuery }) => timeSeriesQuery.prometheusQuery)]] : [],
    ),
  );
}

interface Body {
  readonly mosaicLayout: {
    readonly tiles: readonly {
      readonly widget: {
        readonly title: string;
        readonly xyChart?: {
          readonly dataSets: readonly { readonly timeSeriesQuery: { readonly prometheusQuery: string } }[];
        };
      };
    }[];
  };
}
