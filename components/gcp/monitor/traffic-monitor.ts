import { AlertPolicy, Dashboard, type AlertPolicyArgs } from "@pulumi/gcp/monitoring";
import {
  ComponentResource,
  interpolate,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Output,
} from "@pulumi/pulumi";
import { RUNBOOK } from "../../monitor/limits";
import type { Alert } from "./alerts";
import { dashboardJson } from "./dashboard";
import { planFor } from "./plan";
import { either } from "./queries";
import type { TrafficMonitorArgs } from "./watched";

const TYPE = "evenkeel:gcp:TrafficMonitor";

/**
 * The alert policies and the dashboard of one load balancer. What they expect follows from its services and weights; of a passthrough
 * one, from its pools.
 *
 * `concentrating` rings when traffic concentrates, and tells the channels of `notify`; so do the policies that are no part of it.
 * Requests are counted by group, so that a favourite among the instances of one shows only in what they send, where their names are given.
 *
 * @throws InputPropertyError that names the setting that is out of range.
 */
export class TrafficMonitor extends ComponentResource {
  /** The id of the alert policy that rings when traffic concentrates; undefined where nothing could tell that it does. */
  readonly concentrating: Output<string> | undefined;
  readonly dashboardId: Output<string>;

  constructor(name: string, args: TrafficMonitorArgs, options: ComponentResourceOptions = {}) {
    const { notify = [], labels = {}, runbookUrl = RUNBOOK } = args;
    const plan = planFor(args);
    super(TYPE, name, {}, options);
    const own = { parent: this, ...(options.dependsOn === undefined ? {} : { dependsOn: options.dependsOn }) };
    const told = { notificationChannels: [...notify] };
    const make = (alert: Alert, channels: Partial<typeof told>) =>
      policy(name, alert, { userLabels: labels, ...channels }, runbookUrl, own);
    // What is part of the one policy is told of by that.
    for (const alert of plan.alerts) make(alert, alert.concentrates ? {} : told);
    const signs = plan.alerts.filter(({ concentrates }) => concentrates);
    const concentrating =
      signs.length === 0
        ? undefined
        : make(
            {
              key: "concentrating",
              says: `Traffic of load balancer ${name} concentrates: it reaches fewer backends, or some get more than is expected.`,
              concentrates: true,
              query: either(signs.map(({ query }) => interpolate`(${query})`)),
            },
            told,
          );
    const dashboard = new Dashboard(name, { dashboardJson: dashboardJson(name, plan, runbookUrl) }, own);
    this.concentrating = concentrating?.id;
    this.dashboardId = dashboard.id;
    this.registerOutputs({ concentrating: this.concentrating, dashboardId: this.dashboardId });
  }
}

/**
 * A policy on PromQL has one condition, and no other.
 *
 * @see https://cloud.google.com/monitoring/promql/create-promql-alerts-api
 */
function policy(
  monitor: string,
  { key, says, query, minutes = 2 }: Alert,
  told: Pick<AlertPolicyArgs, "userLabels" | "notificationChannels">,
  runbookUrl: string,
  options: CustomResourceOptions,
): AlertPolicy {
  const name = `${monitor}-${key}`;
  return new AlertPolicy(
    name,
    {
      ...told,
      displayName: name,
      combiner: "OR",
      conditions: [
        {
          displayName: says,
          conditionPrometheusQueryLanguage: {
            query,
            // It is true at the first look, and stays so for the others.
            duration: `${(minutes - 1) * 60}s`,
            evaluationInterval: "60s",
          },
        },
      ],
      documentation: { mimeType: "text/markdown", content: `${says} What to do: ${runbookUrl}` },
    },
    options,
  );
}
