import assert from "node:assert/strict";
import { adoptTargetGroup, atLeastTwo, HttpLoadBalancer, split, type HealthGate } from "../../components/aws";
import { EVERYONE, subnet } from "../components/aws/site";
import { behindAws } from "./behind-aws";
import type { Outcome } from "./outcome";
import { newStack, type TestStack } from "./stack";

/** How the targets of the pool are that is to get all traffic, or what AWS answers. */
interface Situation {
  readonly states?: readonly string[];
  readonly refusal?: { readonly code: string; readonly times: number };
  readonly delayMs?: number;
  readonly gate?: HealthGate;
}

describe("The health gate on the engine", function () {
  this.timeout(120_000);
  const aws = behindAws();
  const stacks: TestStack[] = [];
  let unchanged: Promise<TestStack> | undefined;

  /** A site of which green has all traffic, or so much of it as is said. */
  const site = (blue: number, gate: HealthGate) => () => {
    const because = "It was there before this program.";
    const [first, second] = [subnet("a", 0), subnet("b", 1)];
    new HttpLoadBalancer("web", {
      zones: atLeastTwo({ subnetId: first.id }, { subnetId: second.id }),
      clients: EVERYONE,
      healthGate: gate,
      to: split(
        { to: adoptTargetGroup(aws.account.groups.blue, { atLeast: 2, because }), weight: blue },
        { to: adoptTargetGroup(aws.account.groups.green, { atLeast: 2, because }), weight: 100 - blue },
      ),
    });
    return Promise.resolve();
  };

  after(() => Promise.all(stacks.map((stack) => stack.destroyFiles())));

  /** A stack in which green has all traffic. */
  async function begun(): Promise<TestStack> {
    const stack = await newStack(site(0, {}));
    stacks.push(stack);
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    assert.deepEqual(aws.proxy.asked, [], "what is created is not asked about");
    return stack;
  }
  /** The same, for tests that leave it so. */
  const asBegun = () => (unchanged ??= begun());

  /** Gives all traffic to blue, and tells what has become of the listener. */
  async function shifted(stack: TestStack, { states = [], refusal, delayMs = 0, gate = { waitFor: 0 } }: Situation) {
    const [one = "", two = "", three = ""] = aws.account.instances.blue;
    aws.proxy.states = Object.fromEntries([one, two, three].map((id, index) => [id, states[index] ?? "healthy"]));
    aws.proxy.disturb("elasticloadbalancing:DescribeTargetHealth", {
      delayMs,
      ...(refusal ? { refusals: { ...refusal, status: 400 } } : {}),
    });
    stack.setProgram(site(100, gate));
    return deployed(stack, await stack.up());
  }

  async function deployed(stack: TestStack, outcome: Outcome): Promise<Outcome & { readonly isShifted: boolean }> {
    const { inputs } = await stack.onRecord("Listener::web");
    const [action] = inputs["defaultActions"] as { forward: { targetGroups: { weight: number }[] } }[];
    return { ...outcome, isShifted: action?.forward.targetGroups[0]?.weight === 100 };
  }

  it("lets traffic through to targets that are healthy", async () => {
    const { ok, isShifted, output } = await shifted(await begun(), {});
    assert.deepEqual([ok, isShifted], [true, true], output);
  });

  it("asks for nothing in a preview", async () => {
    const stack = await asBegun();
    stack.setProgram(site(100, {}));
    const { ok, output } = await stack.preview();
    assert.ok(ok, output);
    assert.deepEqual(aws.proxy.asked, []);
  });

  it("asks for nothing where no pool gets more traffic", async () => {
    const stack = await asBegun();
    stack.setProgram(site(0, { waitFor: 1 }));
    const { ok, output } = await stack.up();
    assert.ok(ok, output);
    assert.deepEqual(aws.proxy.asked, []);
  });

  const refused: Readonly<Record<string, readonly [Situation, RegExp]>> = {
    "unhealthy targets": [
      { states: ["healthy", "unhealthy", "unhealthy"] },
      /target group blue would get 100 % of the traffic instead of 0 %: 1 of 3 targets is healthy \(2 unhealthy[^)]*\), 2 must be/,
    ],
    "targets that are being taken out": [
      { states: ["healthy", "draining", "draining"] },
      /1 of 1 targets is healthy, 2 must be/,
    ],
    "targets that are not checked yet": [
      { states: ["initial", "initial", "initial"] },
      /0 of 3 targets are healthy \(3 initial[^)]*\), 2 must be/,
    ],
    "targets that have all gone": [{ states: ["draining", "draining", "draining"] }, /no target is registered/],
    "an answer that is denied": [
      { refusal: { code: "AccessDenied", times: 99 }, gate: { waitFor: 600 } },
      /AWS refuses elasticloadbalancing:DescribeTargetHealth \(AccessDenied\): refused by the test: AccessDenied; allow elasticloadbalancing:DescribeTargetHealth/,
    ],
    "answers that are refused for being too many": [
      { refusal: { code: "Throttling", times: 99 } },
      /blue would get 100 % .*: AWS does not answer elasticloadbalancing:DescribeTargetHealth \(Throttling\), after 0 s/,
    ],
    "no answer in time": [
      { delayMs: 12_000 },
      /AWS does not answer elasticloadbalancing:DescribeTargetHealth \((Abort|Timeout)Error\)/,
    ],
  };
  for (const [what, [situation, message]] of Object.entries(refused)) {
    it(`leaves the listener as it is where it finds ${what}`, async () => {
      const { ok, isShifted, output } = await shifted(await asBegun(), situation);
      assert.deepEqual([ok, isShifted], [false, false], output);
      assert.match(output, /before hook "evenkeel:aws:HttpLoadBalancer web: health gate of its listener" failed/);
      assert.match(output, message);
    });
  }

  it("waits for targets that become healthy", async () => {
    const stack = await begun();
    // However long it takes until the gate asks, the first answer is that they are not.
    const watching = setInterval(() => {
      if (!aws.proxy.asked.includes("elasticloadbalancing:DescribeTargetHealth")) return;
      aws.proxy.states = Object.fromEntries(aws.account.instances.blue.map((id) => [id, "healthy"]));
    }, 500).unref();
    const { ok, isShifted, output } = await shifted(stack, {
      states: ["initial", "initial", "initial"],
      gate: { waitFor: 60 },
    });
    clearInterval(watching);
    assert.deepEqual([ok, isShifted], [true, true], output);
    assert.match(output, /Waiting, for \d+ s at most\. target group blue would get 100 %/);
  });

  it("asks again where there were too many questions", async () => {
    const stack = await begun();
    const { ok, output } = await shifted(stack, { refusal: { code: "Throttling", times: 3 }, gate: { waitFor: 60 } });
    assert.ok(ok, output);
  });

  it("is turned off for an emergency, with a reason that is recorded", async () => {
    const stack = await begun();
    await stack.configure({ "evenkeel:healthGate": "off", "evenkeel:healthGateReason": "INC-42: back to blue" });
    const { ok, isShifted, output } = await shifted(stack, { states: ["unhealthy", "unhealthy", "unhealthy"] });
    assert.deepEqual([ok, isShifted], [true, true], output);
    assert.match(output, /The health gate is off: INC-42: back to blue/);
    assert.deepEqual(aws.proxy.asked, []);
    assert.equal((await stack.onRecord("HttpLoadBalancer::web")).outputs["healthGate"], "off: INC-42: back to blue");
  });

  it("is not turned off without a reason", async () => {
    const stack = await begun();
    await stack.configure({ "evenkeel:healthGate": "off" });
    const { ok, output } = await shifted(stack, { states: ["unhealthy", "unhealthy", "unhealthy"] });
    assert.equal(ok, false);
    assert.match(output, /evenkeel:healthGate is off without a reason/);
  });
});
