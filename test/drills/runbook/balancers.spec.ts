import assert from "node:assert/strict";
import { balancersOf } from "../../../drills/runbook/balancers";
import type { Balancer } from "../../../drills/runbook/balancer";
import { readGraph, Traffic, UNKNOWN, type Properties, type Resource } from "../../../traffic";
import { balancer, forward, listener, split, targetGroup } from "../../support/aws";
import { backend, forwardingRule, group, regionalService } from "../../support/gcp";
import { arnOf, existing } from "../../support/resources";

const trafficOf = (stack: readonly Resource[]) => new Traffic(readGraph(stack));

/** The only load balancer of a stack. */
function only(stack: readonly Resource[]): Balancer {
  const [first, ...others] = balancersOf(stack, trafficOf(stack));
  assert.ok(first && others.length === 0);
  return first;
}

const commandsOf = (steps: Balancer["commands"]["drain"]) => steps.flatMap(({ commands }) => commands);

const STACK = split({ blue: { weight: 60, targets: 2 }, green: { weight: 40, targets: 2 } });
const BLUE = arnOf("aws:lb/targetGroup:TargetGroup", "blue");
const GREEN = arnOf("aws:lb/targetGroup:TargetGroup", "green");

/** The stack, with other inputs or outputs of one type of resource. */
const changed = (type: string, change: (one: Resource) => Partial<Resource>) =>
  STACK.map((one) => (one.type.endsWith(`:${type}`) ? { ...one, ...change(one) } : one));
const sending = (...defaultActions: Properties[]) =>
  changed("Listener", ({ inputs }) => ({ inputs: { ...inputs, defaultActions } }));

/** What a listener's actions are put back to. */
function restored(...actions: Properties[]): unknown {
  const [command = ""] = commandsOf(only(sending(...actions)).commands.restore);
  return JSON.parse(/--default-actions '(.*)' --region/.exec(command)?.[1] ?? "null");
}

describe("The runbook of a load balancer of AWS", () => {
  it("puts back the single target group of a forward", () => {
    assert.deepEqual(restored({ type: "forward", targetGroupArn: BLUE }), [{ Type: "forward", TargetGroupArn: BLUE }]);
  });

  it("puts back stickiness with the weights, and a weight that is not given as 1", () => {
    const targetGroups = [{ arn: BLUE, weight: 9 }, { arn: GREEN }];
    const TargetGroups = [
      { TargetGroupArn: BLUE, Weight: 9 },
      { TargetGroupArn: GREEN, Weight: 1 },
    ];
    for (const enabled of [true, false]) {
      const forward = { targetGroups, stickiness: { enabled, duration: 600 } };
      const TargetGroupStickinessConfig = { Enabled: enabled, DurationSeconds: 600 };
      const ForwardConfig = { TargetGroups, TargetGroupStickinessConfig };
      assert.deepEqual(restored({ type: "forward", forward }), [{ Type: "forward", ForwardConfig }]);
    }
  });

  it("writes no command with a weight or a target group that the state does not show", () => {
    const hidden: Properties[] = [
      { type: "forward", forward: { targetGroups: [{ arn: BLUE, weight: UNKNOWN }] } },
      { type: "forward", targetGroupArn: UNKNOWN, forward: { targetGroups: [] } },
    ];
    for (const action of hidden) {
      const [step] = only(sending(action)).commands.restore;
      assert.match(step?.text ?? "", /put it back with `pulumi up` from the last good commit/);
      assert.deepEqual(step?.commands, []);
    }
  });

  it("asks and changes nothing of a listener that has no ARN yet", () => {
    const stack = changed("Listener", ({ inputs }) => ({ outputs: inputs }));
    const { inspect, restore } = only(stack).commands;
    assert.deepEqual(restore, []);
    assert.ok(commandsOf(inspect).every((one) => !one.includes("describe-listeners")));
  });

  it("sends to whoever has it for a target group that another stack has", () => {
    const [front, ...subnets] = balancer("web", ["a", "b"]);
    assert.ok(front);
    const { drain, inspect } = only([front, ...subnets, listener("web", front, [[targetGroup("far"), 1]])]).commands;
    assert.match(drain[0]?.text ?? "", /is not in this stack: ask whoever has it/);
    assert.deepEqual(commandsOf(drain), []);
    assert.ok(commandsOf(inspect).every((one) => !one.includes("describe-target-health")));
  });

  it("drains the instances of a classic one that are attached to it on their own, by the name that the stack gives", () => {
    const front = existing("aws:elb/loadBalancer:LoadBalancer", "old", { availabilityZones: ["a"] });
    const attached = (elb: string, instance: string) =>
      existing("aws:elb/attachment:Attachment", `${elb}-${instance}`, { elb, instance });
    const { drain, inspect } = only([front, attached("old", "i-1"), attached("other", "i-2")]).commands;
    assert.deepEqual(commandsOf(drain), [
      "aws elb deregister-instances-from-load-balancer --load-balancer-name old --instances i-1 --region us-east-1",
    ]);
    assert.deepEqual(commandsOf(inspect), [
      "aws elb describe-instance-health --load-balancer-name old --region us-east-1",
    ]);
  });

  it("leaves the instance to whoever drains a classic one whose instances the stack does not know", () => {
    const front = existing("aws:elb/loadBalancer:LoadBalancer", "old", { availabilityZones: ["a"] });
    const { drain } = only([front]).commands;
    assert.match(drain[0]?.text ?? "", /put it in place of TARGET/);
    assert.deepEqual(commandsOf(drain), [
      "aws elb deregister-instances-from-load-balancer --load-balancer-name old --instances TARGET --region us-east-1",
    ]);
  });

  it("drains a classic one that the state knows no ARN of in the region of whoever does it", () => {
    const { inputs, ...rest } = existing("aws:elb/loadBalancer:LoadBalancer", "old", { instances: ["i-1"] });
    assert.deepEqual(commandsOf(only([{ ...rest, inputs, outputs: inputs }]).commands.drain), [
      "aws elb deregister-instances-from-load-balancer --load-balancer-name old --instances i-1",
    ]);
  });

  it("names an owner only where a tag says who that is", () => {
    const ownedBy = (tags: Properties) =>
      only(changed("LoadBalancer", ({ inputs }) => ({ inputs: { ...inputs, tags } }))).owner;
    assert.equal(ownedBy({ Owner: "payments" }), "payments");
    assert.equal(ownedBy({ cost: "12" }), undefined);
    assert.equal(ownedBy({ owner: UNKNOWN }), undefined);
  });

  it("puts back the forward of a rule by the rule", () => {
    const rule = existing("aws:lb/listenerRule:ListenerRule", "api", {
      ...{ listenerArn: arnOf("aws:lb/listener:Listener", "web"), priority: 10 },
      actions: [forward([[targetGroup("blue"), 1]])],
    });
    const { restore } = only([...STACK, rule]).commands;
    assert.ok(
      commandsOf(restore).some((one) => one.includes(`modify-rule --rule-arn ${arnOf(rule.type, "api")} --actions`)),
    );
  });
});

describe("The runbook of a load balancer of Google Cloud", () => {
  const GROUP = group("a", 3);

  /** The commands about a service of which the state shows no more than this, with a forwarding rule in front of it. */
  function commandsAbout(to: Resource, inputs: Properties, outputs: Properties): Balancer["commands"] {
    const front = forwardingRule("front", to);
    const [one] = balancersOf([GROUP, { ...to, inputs, outputs }, front], trafficOf([GROUP, to, front]));
    assert.ok(one);
    return one.commands;
  }

  it("says in which region and project a service is, by its link where no field does", () => {
    const to = regionalService("api", [backend(GROUP)]);
    const { backends = [] } = to.inputs;
    const { id = "" } = to.outputs;
    assert.deepEqual(commandsOf(commandsAbout(to, { backends, name: "api" }, { id }).inspect), [
      "gcloud compute backend-services get-health api --region=us-central1 --project=test",
      "gcloud compute backend-services describe api --region=us-central1 --project=test",
    ]);
  });

  it("names a service as the program does where the state does not, and leaves the project to gcloud", () => {
    const to = regionalService("api", [backend(GROUP)]);
    assert.deepEqual(commandsOf(commandsAbout(to, {}, {}).inspect), [
      "gcloud compute backend-services get-health api --global",
      "gcloud compute backend-services describe api --global",
    ]);
  });

  it("has nothing to put back or drain where the state shows no backends", () => {
    const { restore, drain } = commandsAbout(regionalService("api", []), {}, {});
    assert.deepEqual([restore, drain], [[], []]);
  });
});
