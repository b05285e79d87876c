import { CompositeAlarm, type CompositeAlarmArgs } from "@pulumi/aws/cloudwatch";
import { all, interpolate, type CustomResourceOptions, type Output } from "@pulumi/pulumi";

/** The most alarms that a composite one may be made of. */
const MOST = 100;

/**
 * The alarm that rings when any of the given ones does. Where they are too many for one alarm, it is made of groups of them.
 *
 * @param title the name of the alarm in CloudWatch, where no two may have the same.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export function anyOf(
  name: string,
  title: Output<string>,
  names: readonly Output<string>[],
  args: Omit<CompositeAlarmArgs, "alarmName" | "alarmRule">,
  options: CustomResourceOptions,
): CompositeAlarm {
  const groups = Array.from({ length: Math.ceil(names.length / MOST) }, (_, index) =>
    names.slice(index * MOST, (index + 1) * MOST),
  );
  const rung =
    groups.length === 1
      ? names
      : groups.map((group, index) => {
          const own = { alarmName: interpolate`${title}-${index + 1}`, alarmRule: ruleOf(group) };
          return new CompositeAlarm(`${name}-${index + 1}`, own, options).alarmName;
        });
  return new CompositeAlarm(name, { ...args, alarmName: title, alarmRule: ruleOf(rung) }, options);
}

function ruleOf(names: readonly Output<string>[]): Output<string> {
  return all([...names]).apply((known) => known.map((one) => `ALARM("${one}")`).join(" OR "));
}
