import { UNKNOWN, type Properties, type Value } from "../../traffic";
import { aws, fieldsOf, textOf, type AwsParts } from "./aws-words";
import type { Step } from "./balancer";

/** Puts back what each listener and rule sends where. */
export function restore({ routes, find }: AwsParts): Step[] {
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
