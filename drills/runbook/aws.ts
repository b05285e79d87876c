import { UNKNOWN, type Pool, type Properties, type Resource, type RouteTraffic, type Value } from "../../traffic";
import type { Commands, Step } from "./balancer";
import { command } from "./shell";

/** A load balancer of AWS with what belongs to it. */
export interface AwsParts {
  readonly front: Resource;
  readonly routes: readonly RouteTraffic[];
  readonly pools: readonly Pool[];
  readonly find: (urn: string) => Resource | undefined;
  readonly resources: readonly Resource[];
}

export function awsCommands(parts: AwsParts): Commands {
  return { inspect: inspect(parts), restore: restore(parts), drain: drain(parts) };
}

/** An ARN says in which region it is: `arn:aws:elasticloadbalancing:eu-west-1:…`. */
function aws(arn: string, ...words: readonly string[]): string {
  const region = arn.split(":")[3] ?? "";
  return command("aws", ...words, ...(region === "" ? [] : ["--region", region]));
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

function restore({ routes, find }: AwsParts): Step[] {
  return routes.flatMap(({ route }): Step[] => {
    const resource = find(route.urn);
    const arn = textOf(resource, "arn");
    if (!resource || arn === undefined) return [];
    const isRule = resource.type.includes("istenerRule");
    const actions = forwardsOf(resource.inputs[isRule ? "actions" : "defaultActions"]);
    if (!actions) {
      const why = "has actions besides forwarding, or some that the state does not show";
      return [
        { text: `${route.label} ${why}: put it back with \`pulumi up\` from the last good commit.`, commands: [] },
      ];
    }
    const json = JSON.stringify(actions);
    const words = isRule
      ? ["modify-rule", "--rule-arn", arn, "--actions", json]
      : ["modify-listener", "--listener-arn", arn, "--default-actions", json];
    return [
      { text: `The weights of ${route.label}, as they are in the state:`, commands: [aws(arn, "elbv2", ...words)] },
    ];
  });
}

/** The actions in the words of the API; undefined where one of them is no forward whose parts are all known. */
function forwardsOf(actions: Value | undefined): object[] | undefined {
  if (!Array.isArray(actions)) return undefined;
  const all = actions.map((one: Value) => forwardOf(one as Properties));
  return all.every((one) => one !== undefined) ? all : undefined;
}

function forwardOf({ type, targetGroupArn, forward }: Properties): object | undefined {
  if (type !== "forward") return undefined;
  const groups = fieldsOf(forward)["targetGroups"];
  const stickiness = fieldsOf(fieldsOf(forward)["stickiness"]);
  if (!Array.isArray(groups) || groups.length === 0) {
    return typeof targetGroupArn === "string" ? { Type: "forward", TargetGroupArn: targetGroupArn } : undefined;
  }
  const all = groups.map((one: Value) => fieldsOf(one));
  if (!all.every(({ arn, weight }) => typeof arn === "string" && weight !== UNKNOWN)) return undefined;
  const TargetGroups = all.map(({ arn, weight }) => ({
    TargetGroupArn: arn,
    Weight: typeof weight === "number" ? weight : 1,
  }));
  const { enabled, duration } = stickiness;
  const sticks = typeof duration === "number" ? { Enabled: enabled === true, DurationSeconds: duration } : undefined;
  return {
    Type: "forward",
    ForwardConfig: { TargetGroups, ...(sticks ? { TargetGroupStickinessConfig: sticks } : {}) },
  };
}

function drain({ front, pools, find, resources }: AwsParts): Step[] {
  const steps = pools.map(({ urn, label, members }): Step => {
    const arn = textOf(find(urn ?? ""), "arn");
    if (arn === undefined) return { text: `${label} is not in this stack: ask whoever has it.`, commands: [] };
    if (isClassic(front)) return classicDrain(front, resources);
    const registered = resources.flatMap((one) => {
      const id =
        /targetGroupAttachment:/i.test(one.type) && textOf(one, "targetGroupArn") === arn
          ? textOf(one, "targetId")
          : undefined;
      const port = one.inputs["port"];
      return id === undefined ? [] : [typeof port === "number" ? `Id=${id},Port=${port}` : `Id=${id}`];
    });
    if (registered.length === 0 || registered.length < members.length) {
      const group = `Its targets come and go. Take the id of the busiest from describe-target-health, put it in place of TARGET`;
      return {
        text: `${label}. ${group}:`,
        commands: [aws(arn, "elbv2", "deregister-targets", "--target-group-arn", arn, "--targets", "Id=TARGET")],
      };
    }
    return {
      text: `${label}, one target a line; run that of the favourite only:`,
      commands: registered.map((target) =>
        aws(arn, "elbv2", "deregister-targets", "--target-group-arn", arn, "--targets", target),
      ),
    };
  });
  return steps;
}

function classicDrain(front: Resource, resources: readonly Resource[]): Step {
  const name = textOf(front, "name") ?? front.name;
  const listed = front.inputs["instances"];
  const attached = resources.flatMap((one) =>
    /:elb.*attachment:/.test(one.type) && textOf(one, "elb") === name ? (textOf(one, "instance") ?? []) : [],
  );
  const ids = [...(Array.isArray(listed) ? listed.filter((id) => typeof id === "string") : []), ...attached];
  const words = ["elb", "deregister-instances-from-load-balancer", "--load-balancer-name", name, "--instances"];
  const arn = textOf(front, "arn") ?? "";
  return {
    text: "One instance a line; run that of the favourite only:",
    commands: ids.map((id) => aws(arn, ...words, id)),
  };
}

export function isClassic({ type }: Resource): boolean {
  return type.startsWith("aws:elb/");
}

function listenerOf(resource: Resource | undefined): string | undefined {
  return (
    textOf(resource, "listenerArn") ?? (resource?.type.endsWith(":Listener") ? textOf(resource, "arn") : undefined)
  );
}

/** What the provider answered, or the program gives. */
export function textOf(resource: Resource | undefined, property: string): string | undefined {
  const value = resource?.outputs[property] ?? resource?.inputs[property];
  return typeof value === "string" ? value : undefined;
}

function fieldsOf(value: Value | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}
