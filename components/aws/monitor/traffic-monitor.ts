import { Dashboard, type MetricAlarm } from "@pulumi/aws/cloudwatch";
import {
  ComponentResource,
  interpolate,
  output,
  type ComponentResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import { expectedShares } from "../../monitor/expected";
import { limitsOf } from "../../monitor/limits";
import { makeAlarm } from "./alarm";
import { balancerAlarms } from "./balancer-alarms";
import { anyOf } from "./concentrating";
import { dashboardBody } from "./dashboard";
import { Metrics } from "./metrics";
import { poolAlarms } from "./pool-alarms";
import type { MonitorSettings, Watched } from "./watched";

export interface TrafficMonitorArgs extends MonitorSettings, Watched {
  readonly tags?: Input<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:aws:TrafficMonitor";

/**
 * The alarms and the dashboard of one load balancer. What they expect follows from its pools and weights.
 *
 * `concentrating` rings when traffic concentrates, and tells the topics of `notify`; so do the alarms that are no part of it. They can
 * not see a favourite among the targets of one pool: CloudWatch has averages of these only.
 *
 * @throws InputPropertyError that names the setting that is out of range.
 */
export class TrafficMonitor extends ComponentResource {
  /** The name of the alarm that rings when traffic concentrates; undefined where nothing could tell that it does. */
  readonly concentrating: Output<string> | undefined;
  /** Its ARN: what a `DrillExperiment` is stopped by. */
  readonly concentratingArn: Output<string> | undefined;
  readonly dashboardName: Output<string>;

  constructor(name: string, args: TrafficMonitorArgs, options: ComponentResourceOptions = {}) {
    const { balancer, pools, notify = [], tags = {} } = args;
    const limits = limitsOf(
      args,
      pools.map((pool) => pool.name),
    );
    super(TYPE, name, {}, options);
    const own = { parent: this, ...(options.dependsOn === undefined ? {} : { dependsOn: options.dependsOn }) };
    const metrics = new Metrics(args);
    const shares = expectedShares(args.routes);
    const alarms = [
      ...pools.flatMap((pool) => poolAlarms(args, metrics, limits, pool, shares.get(pool.name))),
      ...balancerAlarms(args, metrics, limits),
    ];
    const told = { alarmActions: [...notify], okActions: [...notify] };
    const { runbookUrl } = limits;
    const made = alarms.map((alarm) => ({
      alarm,
      // What is part of the one alarm is told of by that.
      resource: makeAlarm(name, alarm, { tags, runbookUrl, ...(alarm.concentrates ? {} : told) }, own),
    }));
    const signs = made.filter(({ alarm }) => alarm.concentrates).map(({ resource }) => resource);
    // The name of a load balancer is the only one in its region.
    const balancerName = output(balancer.arnSuffix).apply((suffix) => suffix.split("/")[1] ?? suffix);
    const concentrating =
      signs.length === 0
        ? undefined
        : anyOf(
            `${name}-concentrating`,
            interpolate`${balancerName}-concentrating`,
            signs.map((alarm) => alarm.name),
            {
              ...{ ...told, tags },
              alarmDescription: `Traffic of load balancer ${name} concentrates: it reaches fewer targets, or some get more than is expected. What to do: ${runbookUrl}`,
            },
            own,
          );
    const dashboard = new Dashboard(
      name,
      {
        dashboardName: interpolate`${balancerName}-traffic`,
        dashboardBody: dashboardBody(name, args, {
          alarms: [
            ...(concentrating ? [concentrating.arn] : []),
            ...made.map(({ resource }: { resource: MetricAlarm }) => resource.arn),
          ],
          runbookUrl,
        }),
      },
      own,
    );
    this.concentrating = concentrating?.alarmName;
    this.concentratingArn = concentrating?.arn;
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ concentrating: this.concentrating, dashboardName: this.dashboardName });
  }
}
