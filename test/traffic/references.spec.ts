import assert from "node:assert/strict";
import { readGraph, Traffic, type Properties, type Resource, type StackOptions, type Value } from "../../traffic";
import { balancer, instances, registered, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { arn, arnOf, existing, planned } from "../support/resources";

const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

/** A first preview: nothing that a target group is referred to by is known. */
function preview(
  pools: readonly (readonly [name: string, targets: number])[],
  actions: (arns: Value[]) => Value,
  parent?: Resource,
): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const all: Resource[] = [front, ...subnets, ...(parent ? [parent] : [])];
  const groups = pools.map(([name, targets]) => {
    const group = planned(TARGET_GROUP, name, {}, parent ? { parent: parent.urn } : {});
    const machines = instances(
      name,
      Array.from({ length: targets }, (_, index) => (index % 2 ? "us-east-1b" : "us-east-1a")),
    );
    const behind = { targetGroupArn: [group] };
    const attached = machines.map((machine) =>
      planned(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        machine.name,
        { targetGroupArn: arn(group), targetId: arn(machine) },
        { dependencies: behind },
      ),
    );
    all.push(group, ...machines, ...attached);
    return group;
  });
  const inputs: Properties = { loadBalancerArn: arn(front), port: 443, defaultActions: actions(groups.map(arn)) };
  const dependencies = { defaultActions: parent ? [parent] : groups };
  return [...all, planned("aws:lb/listener:Listener", "web", inputs, { dependencies })];
}

function forwarding(...weights: number[]): (arns: Value[]) => Value {
  return (arns) => {
    const targetGroups = weights.map((weight, index): Properties => ({ arn: arns[index] ?? arns[0] ?? null, weight }));
    return [{ type: "forward", forward: { targetGroups } }];
  };
}

async function said(resources: readonly Resource[]): Promise<string[]> {
  return (await judged(resources)).map(({ policy, level, resource }) => `${level} ${policy} ${resource}`);
}

describe("A reference that is not known yet", () => {
  it("means the only resource that it is made from", async () => {
    const single = (arns: Value[]): Value => [{ type: "forward", targetGroupArn: arns[0] ?? null }];
    assert.deepEqual(await said(preview([["lone", 1]], single)), ["mandatory at-least-two-targets lone"]);
    assert.deepEqual(await said(preview([["pair", 2]], single)), []);
  });

  it("is proved bad where every assignment of target groups to weights is", async () => {
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 4],
            ["green", 1],
          ],
          forwarding(80, 20),
        ),
      ),
      ["mandatory at-least-two-targets green"],
    );
  });

  it("is unproved where it depends on which target group has which weight", async () => {
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 4],
            ["green", 1],
          ],
          forwarding(100, 0),
        ),
      ),
      ["advisory traffic-is-provable green"],
    );
  });

  it("is proved good where no assignment is bad", async () => {
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 2],
            ["green", 3],
          ],
          forwarding(100, 0),
        ),
      ),
      [],
    );
  });

  it("is proved bad where one of two small target groups gets the traffic, whichever it is", async () => {
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 1],
            ["green", 1],
          ],
          forwarding(100, 0),
        ),
      ),
      ["mandatory at-least-two-targets web"],
    );
  });

  it("may mean any child of the component that it is made from", async () => {
    const component = existing("acme:index:Pools", "pools");
    const single = (arns: Value[]): Value => [{ type: "forward", targetGroupArn: arns[0] ?? null }];
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 2],
            ["green", 1],
          ],
          single,
          component,
        ),
      ),
      ["advisory traffic-is-provable green"],
    );
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 2],
            ["green", 2],
          ],
          single,
          component,
        ),
      ),
      [],
    );
  });

  it("may be anything of what a whole unknown property is made from", async () => {
    const whole = (arns: Value[]): Value => arns[0] ?? null;
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 2],
            ["green", 3],
          ],
          whole,
        ),
      ),
      [],
    );
    assert.deepEqual(
      await said(
        preview(
          [
            ["blue", 2],
            ["green", 1],
          ],
          whole,
        ),
      ),
      ["advisory traffic-is-provable green"],
    );
  });

  it("counts the known ones beside it as taken", async () => {
    const known = targetGroup("known");
    const stack = preview([["new", 1]], (arns) => forwarding(50, 50)([arn(known), ...arns]));
    const listener = stack.at(-1);
    assert.ok(listener);
    const behind = {
      ...listener,
      propertyDependencies: { defaultActions: [known.urn, ...(listener.propertyDependencies["defaultActions"] ?? [])] },
    };
    const targets = registered(known, instances("known", ["us-east-1a", "us-east-1b"]));
    assert.deepEqual(await said([...stack.slice(0, -1), behind, known, ...targets]), [
      "mandatory at-least-two-targets new",
    ]);
  });

  it("is not enumerated where there are too many ways, but bounded", async () => {
    const pools = Array.from({ length: 6 }, (_, index) => [`pool${index}`, 2] as const);
    assert.deepEqual(await said(preview(pools, forwarding(1, 2, 3, 4, 5, 6))), []);
  });
});

describe("A reference that is known", () => {
  it("may be an ARN, a name or an id", () => {
    const group = existing("aws:autoscaling/group:Group", "g", {
      name: "named",
      minSize: 2,
      maxSize: 4,
      availabilityZones: ["us-east-1a"],
    });
    const pool = targetGroup("pool");
    const attach = (name: string): Resource =>
      existing("aws:autoscaling/attachment:Attachment", "a", {
        autoscalingGroupName: name,
        lbTargetGroupArn: arn(pool),
      });
    for (const name of ["named", arnOf(group.type, "g")]) {
      assert.equal(membersOf([group, pool, attach(name)], pool).length, 1, name);
    }
    assert.equal(membersOf([group, pool, attach("other")], pool).length, 0);
  });

  it("to two resources of one name means neither for certain", () => {
    const group = (name: string): Resource =>
      existing("aws:autoscaling/group:Group", name, {
        name: "same",
        minSize: 2,
        maxSize: 4,
        availabilityZones: ["us-east-1a"],
      });
    const pool = targetGroup("pool");
    const attachment = existing("aws:autoscaling/attachment:Attachment", "a", {
      autoscalingGroupName: "same",
      lbTargetGroupArn: arn(pool),
    });
    assert.equal(membersOf([group("one"), group("two"), pool, attachment], pool).length, 0);
  });

  it("with weights that the program leaves to others is as good as the weakest target group", async () => {
    const stack = preview(
      [
        ["blue", 3],
        ["green", 1],
      ],
      forwarding(100, 0),
    ).map((one) =>
      one.name === "web" && one.type.includes("listener")
        ? { ...one, ignoreChanges: ["defaultActions[0].forward"] }
        : one,
    );
    assert.deepEqual(await said(stack), ["advisory traffic-is-provable green"]);
  });
});

function membersOf(resources: readonly Resource[], pool: Resource, options: StackOptions = {}) {
  return new Traffic(readGraph(resources, options)).graph.pools.get(pool.urn)?.members ?? [];
}
