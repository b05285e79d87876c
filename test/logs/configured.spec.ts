import assert from "node:assert/strict";
import { Configured } from "../../logs/answers/configured";
import { readGraph, Traffic, type Resource } from "../../traffic";
import { arn, arnOf, existing } from "../support/resources";
import { forward, listener, split, targetGroup } from "../support/aws";

const POOL = (name: string) => arnOf("aws:lb/targetGroup:TargetGroup", name);
const SUMS = { requests: 1, received: 0, sent: 0, seconds: 0, timed: 0 };

const configured = (stack: readonly Resource[], isSecret?: (urn: string) => boolean) =>
  new Configured(new Traffic(readGraph(stack)), stack, isSecret);

const answer = (route: string, ...pools: string[]) => ({
  ...{ ...SUMS, balancer: "app/web/1", route },
  pools: pools.map((pool) => ({ pool, requests: 1, share: 1 / pools.length })),
});

const STACK = split({ blue: { weight: 60, targets: 3 }, green: { weight: 40, targets: 2 } });
const rule = (name: string, priority: number, weight: number) =>
  existing("aws:lb/listenerRule:ListenerRule", name, {
    listenerArn: arnOf("aws:lb/listener:Listener", "web"),
    priority,
    actions: [
      forward([
        [targetGroup("blue"), weight],
        [targetGroup("green"), 100 - weight],
      ]),
    ],
  });

describe("What a stack says of a route", () => {
  it("is the shares of its pools, by the default action or a rule's priority", () => {
    const stack = configured([...STACK, rule("ten", 10, 90)]);
    const shares = (route: string) =>
      stack.compared(answer(route, POOL("blue"), "")).pools.map((pool) => pool.configured?.atLeast);
    assert.deepEqual(shares("0"), [0.6, undefined]);
    assert.deepEqual(shares("10"), [0.9, undefined]);
    assert.deepEqual(shares("11"), [undefined, undefined]);
  });

  it("is nothing for a pool that it does not lead to", () => {
    const { pools } = configured(STACK).compared(answer("0", POOL("blue"), "arn:other"));
    assert.deepEqual(pools[1]?.configured, { atLeast: 0, atMost: 0 });
  });

  it("holds all that it may be where rules of two listeners have one priority", () => {
    const [front] = STACK;
    assert.ok(front);
    const other = listener("other", front, [[targetGroup("blue"), 100]], 80);
    const { pools } = configured([...STACK, other]).compared(answer("0", POOL("blue")));
    assert.deepEqual(pools[0]?.configured, { atLeast: 0.6, atMost: 1 });
  });

  it("is that of its own load balancer, where names tell it from others", () => {
    const [front] = STACK;
    assert.ok(front);
    const own = existing(
      "aws:lb/listener:Listener",
      "own",
      { loadBalancerArn: arn(front), port: 80, defaultActions: [forward([[targetGroup("blue"), 100]])] },
      { outputs: { arn: "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/web/1/2" } },
    );
    const { pools } = configured([...STACK, own]).compared(answer("0", POOL("blue")));
    assert.deepEqual(pools[0]?.configured, { atLeast: 1, atMost: 1 });
  });

  it("is found where a log's route has no number, as those of Network Load Balancers", () => {
    const { pools } = configured(STACK).compared(answer("g3d4b5e8bb8464cd", POOL("blue")));
    assert.deepEqual(pools[0]?.configured, { atLeast: 0.6, atMost: 0.6 });
  });

  it("is not told where numbers behind it are secret", () => {
    const stack = configured(STACK, () => true);
    assert.equal(stack.compared(answer("0", POOL("blue"))).pools[0]?.configured, undefined);
    assert.equal(stack.targetsOf(POOL("blue")), undefined);
  });

  it("tells the fewest targets of a pool, and zones by addresses that make sense", () => {
    const subnet = (name: string, cidrBlock: string) =>
      existing("aws:ec2/subnet:Subnet", name, { availabilityZone: "a", cidrBlock });
    const stack = configured([...STACK, subnet("good", "10.0.0.0/24"), subnet("bad", "nonsense")]);
    assert.deepEqual([stack.targetsOf(POOL("blue")), stack.targetsOf("none")], [3, undefined]);
    assert.deepEqual([stack.zones.zoneOf("10.0.0.9:80"), stack.zones.zoneOf("web:80")], ["a", undefined]);
  });
});
