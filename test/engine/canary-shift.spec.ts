import assert from "node:assert/strict";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { adoptTargetGroup, atLeastTwo, CanaryShift, HttpLoadBalancer, type HttpRoute } from "../../components/aws";
import { REGION } from "../cloud/aws-account";
import { EVERYONE, subnet } from "../components/aws/site";
import { behindAws } from "./behind-aws";
import type { Outcome } from "./outcome";
import { newStack, type TestStack } from "./stack";

const ALARM = "errors";

describe("A canary shift on the engine", function () {
  this.timeout(120_000);
  const aws = behindAws();
  const stacks: TestStack[] = [];
  let unchanged: Promise<TestStack> | undefined;
  let elb: ElasticLoadBalancingV2Client;
  let cloudWatch: CloudWatchClient;

  const pool = (name: "blue" | "green" | "api") =>
    adoptTargetGroup(aws.account.groups[name], { atLeast: 2, because: "It was there before this program." });
  const site = (route: () => HttpRoute) => () => {
    const [first, second] = [subnet("a", 0), subnet("b", 1)];
    const zones = atLeastTwo({ subnetId: first.id }, { subnetId: second.id });
    new HttpLoadBalancer("web", { zones, clients: EVERYONE, healthGate: { waitFor: 0 }, to: route() });
    return Promise.resolve();
  };
  const shifting = (args: object = {}) =>
    site(() => new CanaryShift({ from: pool("green"), to: pool("blue"), watchFor: 0, alarms: [ALARM], ...args }));
  const alarm = (StateValue: "OK" | "ALARM") =>
    cloudWatch.send(new SetAlarmStateCommand({ AlarmName: ALARM, StateValue, StateReason: "the test says so" }));

  before(async () => {
    const config = { region: REGION };
    elb = new ElasticLoadBalancingV2Client({ ...config, endpoint: aws.proxy.target });
    cloudWatch = new CloudWatchClient({ ...config, endpoint: aws.proxy.target });
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: ALARM, Namespace: "AWS/ApplicationELB", MetricName: "HTTPCode_Target_5XX_Count" },
        ...{ ComparisonOperator: "GreaterThanThreshold", Threshold: 10, EvaluationPeriods: 1, Period: 60 },
        Statistic: "Sum",
      }),
    );
  });
  after(() => {
    elb.destroy();
    cloudWatch.destroy();
  });
  after(() => Promise.all(stacks.map((stack) => stack.destroyFiles())));
  beforeEach(async () => {
    await aws.account.weigh(0, 100);
    await alarm("OK");
    healthy(...aws.account.instances.blue);
  });

  /** A stack in which green has all traffic. */
  async function begun(): Promise<TestStack> {
    const stack = await newStack(site(() => pool("green")));
    stacks.push(stack);
    assert.ok((await stack.up()).ok);
    return stack;
  }

  /** Deploys the program of a stack, by default one that is left as it was. */
  async function shifted(stack?: TestStack, program = shifting()): Promise<Outcome> {
    const one = stack ?? (await (unchanged ??= begun()));
    one.setProgram(program);
    // The cloud of the engine and the one that is asked have names of their own for the listener.
    const { outputs } = await one.onRecord("Listener::web");
    aws.proxy.aliases = { [String(outputs["arn"])]: aws.account.listener };
    return one.up();
  }

  function healthy(...ids: readonly string[]): void {
    aws.proxy.states = Object.fromEntries(
      aws.account.instances.blue.map((id) => [id, ids.includes(id) ? "healthy" : "unhealthy"]),
    );
  }

  /** The shares that the listener has now, of blue and of green. */
  async function weights(): Promise<readonly (number | undefined)[]> {
    const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ ListenerArns: [aws.account.listener] }));
    const groups = Listeners[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    const weightOf = (arn: string) => groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight;
    return [weightOf(aws.account.groups.blue), weightOf(aws.account.groups.green)];
  }

  const changes = () => aws.proxy.asked.filter((action) => action === "elasticloadbalancing:ModifyListener").length;

  it("takes traffic over step by step, and leaves the last to the update", async () => {
    const states: (readonly (number | undefined)[])[] = [];
    aws.proxy.disturb("elasticloadbalancing:ModifyListener", {
      after: async () => {
        states.push(await weights());
      },
    });
    const stack = await begun();
    const { ok, output } = await shifted(stack);
    assert.ok(ok, output);
    assert.deepEqual(states, [
      [10, 90],
      [50, 50],
    ]);
    const { inputs } = await stack.onRecord("Listener::web");
    const [action] = inputs["defaultActions"] as { forward: { targetGroups: { weight: number }[] } }[];
    assert.deepEqual(
      action?.forward.targetGroups.map(({ weight }) => weight),
      [0, 100],
    );
  });

  it("takes traffic of a rule over in the same way", async () => {
    const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: aws.account.listener }));
    const RuleArn = Rules.find(({ Priority }) => Priority === "10")?.RuleArn ?? "";
    const TargetGroups = [{ TargetGroupArn: aws.account.groups.green, Weight: 100 }];
    await elb.send(new ModifyRuleCommand({ RuleArn, Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }] }));
    const ruled = (route: () => HttpRoute) => () => {
      const zones = atLeastTwo({ subnetId: subnet("a", 0).id }, { subnetId: subnet("b", 1).id });
      new HttpLoadBalancer("web", {
        ...{ zones, clients: EVERYONE, healthGate: { waitFor: 0 }, to: pool("api") },
        rules: [{ priority: 1, when: { path: ["/api/*"] }, then: { to: route() } }],
      });
      return Promise.resolve();
    };
    const stack = await newStack(ruled(() => pool("green")));
    stacks.push(stack);
    assert.ok((await stack.up()).ok);
    const { outputs } = await stack.onRecord("ListenerRule::web-1");
    aws.proxy.aliases = { [String(outputs["arn"])]: RuleArn };
    const states: (number | undefined)[] = [];
    aws.proxy.disturb("elasticloadbalancing:ModifyRule", {
      after: async () => {
        const told = await elb.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }));
        const groups = told.Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
        states.push(groups.find(({ TargetGroupArn }) => TargetGroupArn === aws.account.groups.blue)?.Weight);
      },
    });
    stack.setProgram(ruled(() => new CanaryShift({ from: pool("green"), to: pool("blue"), watchFor: 0 })));
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    assert.deepEqual(states, [0, 10, 50]);
  });

  it("does nothing where it has been done", async () => {
    const stack = await begun();
    assert.ok((await shifted(stack)).ok);
    aws.proxy.calm();
    assert.ok((await shifted(stack)).ok);
    assert.deepEqual(aws.proxy.asked, []);
  });

  it("goes on from the step at which it was interrupted", async () => {
    await aws.account.weigh(50, 50);
    const { ok, output } = await shifted(await begun());
    assert.ok(ok, output);
    assert.deepEqual([changes(), await weights()], [1, [50, 50]]);
  });

  it("begins with nothing, so that the targets of a new pool are checked", async () => {
    await aws.account.forwardTo("green");
    healthy();
    const { ok, output } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /target group blue would get 10 % of the traffic: 0 of 3 targets are healthy/);
    assert.equal(changes(), 2);
    assert.deepEqual(await weights(), [undefined, 100]);
  });

  it("takes traffic back when targets fail", async () => {
    aws.proxy.disturb("elasticloadbalancing:ModifyListener", {
      after: () => {
        healthy(aws.account.instances.blue[0] ?? "");
        return Promise.resolve();
      },
    });
    const { ok, output } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /target group blue gets 10 % of the traffic, but 1 of 3 targets is healthy/);
    assert.match(output, /The route is again as it was deployed before/);
    assert.deepEqual((await weights())[1], 100);
  });

  it("takes traffic back when an alarm rings", async () => {
    aws.proxy.disturb("elasticloadbalancing:ModifyListener", { after: () => alarm("ALARM").then(() => undefined) });
    const { ok, output } = await shifted();
    assert.equal(ok, false);
    assert.match(output, /CloudWatch alarm errors is in alarm/);
    assert.deepEqual((await weights())[1], 100);
  });

  it("says that it could not take traffic back", async () => {
    aws.proxy.disturb("elasticloadbalancing:ModifyListener", {
      after: async () => {
        await alarm("ALARM");
        aws.proxy.disturb("elasticloadbalancing:ModifyListener", {
          refusals: { code: "AccessDenied", status: 400, times: 99 },
        });
      },
    });
    const { output } = await shifted();
    assert.match(output, /The route could not be taken back: AWS refuses elasticloadbalancing:ModifyListener/);
  });

  it("does not begin while an alarm rings", async () => {
    await alarm("ALARM");
    assert.equal((await shifted()).ok, false);
    assert.deepEqual(await weights(), [0, 100]);
  });

  it("does not begin with an alarm that there is not", async () => {
    const { ok, output } = await shifted(undefined, shifting({ alarms: [ALARM, "latency"] }));
    assert.equal(ok, false);
    assert.match(output, /CloudWatch in eu-west-1 has no alarm latency/);
  });

  it("does not begin where another pool has traffic", async () => {
    const other = () => new CanaryShift({ from: pool("blue"), to: pool("api"), watchFor: 0 });
    const { ok, output } = await shifted(undefined, site(other));
    assert.equal(ok, false);
    assert.match(output, /the shift is from blue, but green gets traffic too; bring it to blue first/);
  });
});
