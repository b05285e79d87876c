import type { Resource } from "../../traffic";
import { aws, isClassic, textOf, type AwsParts } from "./aws-words";
import type { Step } from "./balancer";

/** Takes single targets away. */
export function drain({ front, pools, find, resources }: AwsParts): Step[] {
  if (isClassic(front)) return [classicDrain(front, resources)];
  return pools.map(({ urn, label, members }): Step => {
    const arn = textOf(find(urn ?? ""), "arn");
    if (arn === undefined) return { text: `${label} is not in this stack: ask whoever has it.`, commands: [] };
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
  if (ids.length === 0) {
    const text = `Its instances come and go. Take the id of the busiest from describe-instance-health, put it in place of TARGET:`;
    return { text, commands: [aws(arn, ...words, "TARGET")] };
  }
  return {
    text: "One instance a line; run that of the favourite only:",
    commands: ids.map((id) => aws(arn, ...words, id)),
  };
}
