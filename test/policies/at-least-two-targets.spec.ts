import assert from "node:assert/strict";
import type { Resource } from "../../traffic";
import { balancer, instances, listener, registered, split, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { backend, group, service, urlMap } from "../support/gcp";
import { arn, existing } from "../support/resources";

const INCIDENT = split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } });

/** What the policy says of a stack, by level and resource. */
async function said(resources: readonly Resource[], options: Record<string, number> = {}): Promise<string[]> {
  const all = await judged(resources, { "at-least-two-targets": options });
  return all
    .filter(({ policy }) => policy === "at-least-two-targets")
    .map(({ level, resource }) => `${level} ${resource}`);
}

/** A group of a size behind a listener. */
function scaled(minSize: number): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const pool = targetGroup("pool");
  const group = existing("aws:autoscaling/group:Group", "workers", {
    minSize,
    maxSize: 9,
    vpcZoneIdentifiers: subnets.map(arn),
    targetGroupArns: [arn(pool)],
  });
  return [front, ...subnets, pool, group, listener("web", front, [[pool, 1]])];
}

describe("at-least-two-targets", () => {
  it("blocks all traffic on a target group of one, in words that say where and what to do", async () => {
    const [violation] = await judged(INCIDENT);
    assert.deepEqual(violation, {
      policy: "at-least-two-targets",
      level: "mandatory",
      resource: "green",
      message: [
        "listener web:443 sends 100 % of its traffic to target group green, which guarantees 1 target (instance green-0); at least 2 are required.",
        "Path: listener web:443 → target group green → instance green-0.",
        "Register another target in target group green, or set its weight to 0.",
      ].join("\n"),
    });
  });

  it("passes the split before the incident", async () => {
    assert.deepEqual(await judged(split({ blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } })), []);
  });

  it("advises against a lone canary, and blocks it above the canary's share", async () => {
    const canary = (weight: number) =>
      split({ blue: { weight: 100 - weight, targets: 3 }, green: { weight, targets: 1 } });
    assert.deepEqual(await said(canary(10)), ["advisory green"]);
    assert.deepEqual(await said(canary(11)), ["mandatory green"]);
    assert.deepEqual(await said(canary(11), { canaryShare: 0.2 }), ["advisory green"]);
  });

  it("says that it takes a lone target for a canary, and up to which share", async () => {
    const [violation] = await judged(split({ blue: { weight: 95, targets: 3 }, green: { weight: 5, targets: 1 } }));
    assert.match(
      violation?.message ?? "",
      /It is taken for a canary: above 10 % of the traffic \(canaryShare\) it would be blocked\.$/,
    );
  });

  it("takes no lone target for a canary where the others are no safer", async () => {
    const both = split({ blue: { weight: 95, targets: 1 }, green: { weight: 5, targets: 1 } });
    assert.deepEqual(await said(both), ["mandatory blue", "mandatory green"]);
  });

  it("demands as many targets as it is told to", async () => {
    const three = split({ blue: { weight: 1, targets: 3 } });
    assert.deepEqual(await said(three, { minTargets: 3 }), []);
    assert.deepEqual(await said(three, { minTargets: 4 }), ["mandatory blue"]);
  });

  it("points at the setting that keeps a group small", async () => {
    const [violation] = await judged(scaled(1));
    assert.equal(violation?.resource, "workers");
    assert.match(violation.message, /Raise minSize of Auto Scaling group workers to at least 2/);
    assert.deepEqual(await judged(scaled(2)), []);
  });

  it("names the option for targets that others register where it finds none", async () => {
    const [violation] = await judged(split({ blue: { weight: 1, targets: 0 } }));
    assert.match(
      violation?.message ?? "",
      /guarantees no targets; .*filledElsewhere of stack-is-readable: \{"urn": "\*:TargetGroup::blue"/s,
    );
  });

  it("speaks once of a target group behind many rules, and counts them", async () => {
    const stack = split({ blue: { weight: 1, targets: 1 } });
    const of = (type: string) => stack.find((resource) => resource.type === type);
    const [main, group] = [of("aws:lb/listener:Listener"), of("aws:lb/targetGroup:TargetGroup")];
    assert.ok(main && group);
    const rules = Array.from({ length: 9 }, (_, index) =>
      existing("aws:lb/listenerRule:ListenerRule", `rule${index}`, {
        listenerArn: arn(main),
        priority: index + 1,
        conditions: [{ pathPattern: { values: [`/${index}/*`] } }],
        actions: [{ type: "forward", targetGroupArn: arn(group) }],
      }),
    );
    const violations = await judged([...stack, ...rules]);
    assert.equal(violations.length, 1);
    assert.match(
      violations[0]?.message ?? "",
      /Also 100 % of listener web:443 rule 1 \(\/0\/\*\)\.[^]*And 5 more routes\./,
    );
  });

  it("blocks a listener whose weights are all 0", async () => {
    const [violation] = await judged(split({ blue: { weight: 0, targets: 3 }, green: { weight: 0, targets: 3 } }));
    assert.equal(violation?.resource, "web");
    assert.match(violation.message, /every weight is 0: no target receives it/);
  });

  it("says which targets get nothing because their zone is not enabled", async () => {
    const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
    assert.ok(front);
    const pool = targetGroup("pool");
    const machines = instances("pool", ["us-east-1a", "us-east-1c", "us-east-1c", "us-east-1c", "us-east-1c"]);
    const [violation] = await judged([
      front,
      ...subnets,
      pool,
      ...registered(pool, machines),
      listener("web", front, [[pool, 1]]),
    ]);
    assert.match(
      violation?.message ?? "",
      /No traffic reaches instance pool-1, instance pool-2, instance pool-3 and 1 other: /,
    );
  });

  it("says which region of a backend service has too few, and what gets nothing there", async () => {
    const [us, eu] = [group("us", 9), group("eu", 1, "europe-west1-b")];
    const drained = group("drained", 6, "europe-west1-c");
    const web = service("web", [backend(us), backend(eu), backend(drained, { capacityScaler: 0 })]);
    const [violation, ...others] = await judged([us, eu, drained, web, urlMap("site", web)]);
    assert.deepEqual(others, []);
    assert.deepEqual(violation?.message.split("\n"), [
      "URL map site, clients near europe-west1 sends 100 % of its traffic to backend service web in europe-west1, which guarantees 1 target (managed instance group eu); at least 2 are required.",
      "Path: URL map site, clients near europe-west1 → backend service web in europe-west1 → managed instance group eu.",
      "No traffic reaches managed instance group drained: its capacityScaler is 0.",
      "Raise targetSize of managed instance group eu to at least 2, or send the traffic elsewhere.",
    ]);
  });
});
