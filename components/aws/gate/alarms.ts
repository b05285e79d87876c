import { loaded } from "../../gate/answers";
import { askedNow } from "./asked";
import { signedFor } from "./elb";

const PACKAGE = "@aws-sdk/client-cloudwatch";

/** Alarms of CloudWatch that tell whether a shift of traffic does harm. */
export interface Alarms {
  /**
   * Those that are in alarm. One without enough data is not.
   *
   * @throws Error when there is none of a name, or AWS does not answer.
   */
  readonly ringing: () => Promise<readonly string[]>;
  readonly close: () => void;
}

export async function openAlarms(region: string, names: readonly string[]): Promise<Alarms> {
  // Without a name, CloudWatch would tell of all there are.
  if (names.length === 0) return { ringing: () => Promise.resolve([]), close: () => undefined };
  const cloudWatch = await loaded(PACKAGE, () => import("@aws-sdk/client-cloudwatch"));
  const client = new cloudWatch.CloudWatchClient(signedFor(region));
  return {
    ringing: async () => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await askedNow("cloudwatch:DescribeAlarms", (options) =>
        client.send(
          new cloudWatch.DescribeAlarmsCommand({
            AlarmNames: [...names],
            AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
          }),
          options,
        ),
      );
      const found = [...MetricAlarms, ...CompositeAlarms];
      const missing = names.filter((name) => !found.some(({ AlarmName }) => AlarmName === name));
      if (missing.length > 0) throw new Error(`CloudWatch in ${region} has no alarm ${missing.join(" and no alarm ")}`);
      return found.flatMap(({ AlarmName = "", StateValue }) => (StateValue === "ALARM" ? [AlarmName] : []));
    },
    close: () => {
      client.destroy();
    },
  };
}
