import assert from "node:assert/strict";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type Metric,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { atLeastTwo, AutoScalingPool, HttpLoadBalancer, split } from "../../components/aws";
import type { MetricAlarmInputs } from "../../monitoring/metric-alarm";
import { startMoto, type Moto } from "../cloud/moto";
import { EVERYONE, healthCheck } from "../components/aws/site";
import { inputsOf, madeBy, type Made } from "../components/made";

const ZONES = atLeastTwo({ subnetId: "subnet-a" }, { subnetId: "subnet-b" });
const pool = (name: string) =>
  new AutoScalingPool(name, {
    ...{ zones: ZONES, perZone: { min: 1, max: 5 }, port: 80, healthCheck, securityGroupId: "sg-1" },
    launchTemplate: { id: "lt-1", version: "1" },
  });

describe("CloudWatch, which moto stands in for", function () {
  this.timeout(60_000);

  let moto: Moto;
  let client: CloudWatchClient;
  let made: readonly Made[];
  before(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new CloudWatchClient({ endpoint: moto.url, region: "eu-west-1", credentials });
    made = await madeBy(() => {
      const to = split({ to: pool("blue"), weight: 50 }, { to: pool("green"), weight: 50 });
      new HttpLoadBalancer("web", { zones: ZONES, clients: EVERYONE, to, monitor: { requestsPerTarget: 100 } });
    });
  });
  after(async () => {
    client.destroy();
    await moto.stop();
  });

  it("takes every alarm on metrics", async () => {
    const alarms = made.filter(({ type }) => type.endsWith(":MetricAlarm"));
    for (const alarm of alarms) await client.send(new PutMetricAlarmCommand(asked(alarm)));
    const found = await client.send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
    assert.deepEqual(
      (found.MetricAlarms ?? []).map(({ AlarmName, Threshold }) => [AlarmName, Threshold]).sort(),
      alarms.map(({ name, inputs }) => [name, inputs["threshold"]]).sort(),
    );
  });

  it("takes the dashboard", async () => {
    const { dashboardName, dashboardBody } = inputsOf(made, "Dashboard");
    const name = { DashboardName: String(dashboardName) };
    await client.send(new PutDashboardCommand({ ...name, DashboardBody: String(dashboardBody) }));
    assert.equal((await client.send(new GetDashboardCommand(name))).DashboardBody, dashboardBody);
  });
});

/** An alarm as the provider asks CloudWatch for it. */
function asked({ name, inputs }: Made): PutMetricAlarmCommandInput {
  const alarm = inputs as unknown as MetricAlarmInputs & { readonly alarmDescription: string };
  return {
    AlarmName: name,
    AlarmDescription: alarm.alarmDescription,
    ComparisonOperator: alarm.comparisonOperator as "LessThanThreshold",
    Threshold: alarm.threshold,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    TreatMissingData: alarm.treatMissingData,
    ...(alarm.metricQueries
      ? {
          Metrics: alarm.metricQueries.map(({ id, expression, returnData = false, metric }) => ({
            ...{ Id: id, Expression: expression, ReturnData: returnData },
            ...(metric ? { MetricStat: { Metric: metricOf(metric), Period: metric.period, Stat: metric.stat } } : {}),
          })),
        }
      : { ...metricOf(alarm), Period: alarm.period, Statistic: alarm.statistic as "Sum" }),
  };
}

function metricOf({
  namespace,
  metricName,
  dimensions = {},
}: Pick<MetricAlarmInputs, "namespace" | "metricName" | "dimensions">): Metric {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}
