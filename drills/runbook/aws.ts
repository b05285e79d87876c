import type { Resource } from "../../traffic";
import { drain } from "./aws-drain";
import { restore } from "./aws-restore";
import { aws, isClassic, textOf, type AwsParts } from "./aws-words";
import type { Commands, Step } from "./balancer";

/** What is typed about a load balancer of AWS. */
export function awsCommands(parts: AwsParts): Commands {
  return { inspect: inspect(parts), restore: restore(parts), drain: drain(parts) };
}

function inspect({ front, pools, routes, find }: AwsParts): Step[] {
  const arn = textOf(front, "arn") ?? "";
  if (isClassic(front)) {
    const name = textOf(front, "name") ?? front.name;
    return [
      {
        text: "Which instances are in service:",
        commands: [aws(arn, "elb", "describe-instance-health", "--load-balancer-name", name)],
      },
    ];
  }
  const listeners = new Set(routes.flatMap(({ route }) => listenerOf(find(route.urn)) ?? []));
  const groups = pools.flatMap(({ urn, label }) => {
    const group = textOf(find(urn ?? ""), "arn");
    return group === undefined ? [] : [{ label, group }];
  });
  return [
    {
      text: "Where each listener sends its traffic now, with the weights:",
      commands: [...listeners].flatMap((one) => [
        aws(one, "elbv2", "describe-listeners", "--listener-arns", one),
        aws(one, "elbv2", "describe-rules", "--listener-arn", one),
      ]),
    },
    {
      text: "Which targets of each pool are healthy, and why those are not that are not:",
      commands: groups.map(({ group }) => aws(group, "elbv2", "describe-target-health", "--target-group-arn", group)),
    },
    {
      text: "How many requests each pool's targets got, over the day; all of them in one pool, or a number that has jumped, is what you look for:",
      commands: groups.map(({ group }) => requests(arn, group)),
    },
  ];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
function requests(balancer: string, group: string): string {
  const isNetwork = /loadbalancer\/(net|gwy)\//.test(balancer);
  const [, front = ""] = balancer.split(":loadbalancer/");
  const dimensions = [
    `Name=TargetGroup,Value=${group.slice(group.indexOf("targetgroup/"))}`,
    `Name=LoadBalancer,Value=${front}`,
  ];
  const what = isNetwork
    ? ["--namespace", "AWS/NetworkELB", "--metric-name", "HealthyHostCount", "--statistics", "Minimum"]
    : ["--namespace", "AWS/ApplicationELB", "--metric-name", "RequestCountPerTarget", "--statistics", "Sum"];
  const words = aws(
    balancer,
    "cloudwatch",
    "get-metric-statistics",
    ...what,
    "--dimensions",
    ...dimensions,
    "--period",
    "300",
  );
  // The shell is to work these out, so they are not quoted as words are.
  return `${words} --start-time "$(date -u +%Y-%m-%dT00:00:00Z)" --end-time "$(date -u +%Y-%m-%dT%H:%M:%SZ)"`;
}

function listenerOf(resource: Resource | undefined): string | undefined {
  return (
    textOf(resource, "listenerArn") ?? (resource?.type.endsWith(":Listener") ? textOf(resource, "arn") : undefined)
  );
}
