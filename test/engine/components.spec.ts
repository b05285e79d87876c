import assert from "node:assert/strict";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import fc from "fast-check";
import {
  adoptTargetGroup,
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  split,
  TcpLoadBalancer,
  type AtLeastTwo,
  type Pool,
  type Protocol,
  type Zone,
} from "../../components/aws";
import { build, sites } from "../components/aws/any-site";
import { EVERYONE, healthCheck, subnet } from "../components/aws/site";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newStack, type TestStack } from "./stack";
import { together } from "./together";

const STRICT = {
  "traffic-is-provable": "mandatory",
  "spans-two-zones": "mandatory",
  "rollout-keeps-two": "mandatory",
};
const checked = { packs: [evenkeel], packConfig: STRICT };

/** What becomes of a program. */
type Life = Readonly<Record<"first" | "deployed" | "again", Outcome>> & { readonly renamed?: Outcome };

/** Subnets in the zones with these letters. */
function subnets(one: string, other: string): AtLeastTwo<Zone> {
  return atLeastTwo({ subnetId: subnet(one, 0, "first").id }, { subnetId: subnet(other, 1, "second").id });
}

/** Sites whose weights are left as they are once they are made, and what they are to be until then. */
const weighing = (blue: number) => () => {
  const zones = subnets("a", "b");
  const shared = { zones, perZone: { min: 1, max: 4 }, securityGroupId: "sg-1" };
  const launched = { ...shared, launchTemplate: { id: "lt-1", version: "1" } };
  const http = (name: string) => new AutoScalingPool(name, { ...launched, port: 80, healthCheck });
  const tcp = (name: string) =>
    new AutoScalingPool(name, { ...launched, port: 5432, protocol: "TCP", healthCheck: {} });
  const weights = <P extends Protocol>(one: Pool<P>, other: Pool<P>) =>
    split({ to: one, weight: blue }, { to: other, weight: 100 - blue });
  new HttpLoadBalancer("web", {
    ...{ zones, clients: EVERYONE, ignoreWeights: true },
    to: weights(http("blue"), http("green")),
    rules: [{ priority: 1, when: { path: ["/share"] }, then: { respond: 200, body: String(blue) } }],
  });
  new TcpLoadBalancer("db", {
    ...{ zones, clients: EVERYONE, ignoreWeights: true },
    listeners: [{ port: 5432, to: weights(tcp("old"), tcp("new")) }],
  });
};

/** A site on instances and on tasks. */
function site(zones: AtLeastTwo<Zone>, name = "web", options: ComponentResourceOptions = {}): void {
  const perZone = { min: 1, max: 4 };
  const scaled = new AutoScalingPool("scaled", {
    ...{ zones, perZone, port: 80, healthCheck, securityGroupId: "sg-1" },
    launchTemplate: { id: "lt-1", version: "1" },
  });
  const tasks = new FargatePool("tasks", {
    ...{ zones, perZone, port: 8080, healthCheck, containerName: "app" },
    ...{ clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/shop", taskDefinitionArn: "app:1" },
  });
  const to = split({ to: scaled, weight: 90 }, { to: tasks, weight: 10 });
  new HttpLoadBalancer(name, { zones, clients: EVERYONE, to }, options);
}

describe("The components on the engine", function () {
  this.timeout(300_000);

  const deployed = async (stack: TestStack) => ({
    first: await stack.preview(checked),
    deployed: await stack.up(checked),
    again: await stack.preview(checked),
  });
  const seed = Date.now();
  const renaming = async (stack: TestStack) => {
    stack.setProgram(
      running(() => {
        site(subnets("a", "b"), "shop", { aliases: [{ name: "web" }] });
      }),
    );
    return stack.preview(checked);
  };
  const inTwoZones = together<string, Life>(2, {
    "a site": () =>
      on(
        () => {
          site(subnets("a", "b"));
        },
        async (stack) => ({ ...(await deployed(stack)), renamed: await renaming(stack) }),
      ),
    "any sites": () =>
      on(() => {
        fc.sample(sites, { seed, numRuns: 5 }).forEach((one, index) => {
          build(`any-${index}`, one);
        });
      }, deployed),
  });
  const inOneZone = together(2, {
    "new subnets": () =>
      on(
        () => {
          site(subnets("a", "a"));
        },
        async (stack) => ({ preview: await stack.preview(checked), update: await stack.up() }),
      ),
    "subnets that are there": () =>
      on(
        () => subnets("a", "a"),
        async (stack) => {
          await stack.up();
          stack.setProgram(
            running(() => {
              site(subnets("a", "a"));
            }),
          );
          return { preview: await stack.preview(), update: await stack.up() };
        },
      ),
  });
  const left = together(2, {
    "weights that another tool moves": () =>
      on(weighing(90), async (stack) => {
        const first = await stack.up(checked);
        stack.setProgram(running(weighing(50)));
        return { first, second: await stack.up() };
      }),
    "a target group that is made elsewhere": () =>
      on(
        () => {
          const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/checkout/1";
          const to = adoptTargetGroup(arn, { atLeast: 3, because: "The checkout cluster registers its pods" });
          new HttpLoadBalancer("web", { zones: subnets("a", "b"), clients: EVERYONE, to });
        },
        async (stack) => ({ first: await stack.preview({ packs: [evenkeel] }), second: await stack.preview(checked) }),
      ),
  });
  const refusal = /zones\.second must differ from zones\.first in their availability zones, but both are us-east-1a/;

  it("pass in strict mode, with nothing found: in a first preview, when they are deployed, and after", async () => {
    for (const outcome of Object.values<Outcome>(await inTwoZones("a site"))) {
      assert.deepEqual(outcome.violations, [], outcome.output);
      assert.ok(outcome.ok, outcome.output);
    }
  });

  it(`pass with any arguments that the types allow (seed ${seed})`, async () => {
    for (const outcome of Object.values<Outcome>(await inTwoZones("any sites"))) {
      // One that stands by for the next deployment is told of, and safe.
      const found = outcome.violations.filter(({ policy }) => policy !== "no-stale-weights");
      assert.deepEqual(found, [], outcome.output);
      assert.ok(outcome.ok, outcome.output);
    }
  });

  it("do not change where nothing has changed", async () => {
    const { again } = await inTwoZones("a site");
    assert.deepEqual(
      again.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`),
      [],
    );
  });

  it("keep all their parts when they get another name, and an alias for the old one", async () => {
    const { renamed } = await inTwoZones("a site");
    assert.ok(renamed?.ok, renamed?.output);
    assert.deepEqual(
      renamed.steps.filter(({ op }) => op !== "same" && op !== "update").map(({ op, urn }) => `${op} ${urn}`),
      [],
    );
  });

  it("leave weights to another tool, which makes nothing unsafe of pools that are all safe", async () => {
    const { first, second } = await left("weights that another tool moves");
    assert.deepEqual([first.violations, first.ok], [[], true], first.output);
    assert.ok(second.ok, second.output);
    assert.deepEqual(
      second.steps.filter(({ op, urn }) => op !== "same" && urn.includes("lb/listener:")),
      [],
    );
  });

  it("leave what a rule answers by itself to nobody else", async () => {
    const { second } = await left("weights that another tool moves");
    assert.deepEqual(
      second.steps.filter(({ urn }) => urn.endsWith("ListenerRule::web-1")).map(({ op }) => op),
      ["update"],
    );
  });

  it("are not stopped by a target group that is made elsewhere, whose reason the pack tells", async () => {
    const { first } = await left("a target group that is made elsewhere");
    assert.ok(first.ok, first.output);
    const said = first.violations.find(({ policy }) => policy === "traffic-is-provable");
    assert.match(said?.message ?? "", /The checkout cluster registers its pods/);
  });

  it("are stopped by a target group that is made elsewhere in strict mode", async () => {
    const { second } = await left("a target group that is made elsewhere");
    assert.equal(second.ok, false, second.output);
  });

  it("are found by the pack where two subnets are in one zone, while AWS cannot be asked yet", async () => {
    const { preview } = await inOneZone("new subnets");
    assert.ok(preview.violations.some(({ policy, level }) => policy === "spans-two-zones" && level === "mandatory"));
  });

  it("refuse two subnets in one zone in a preview where they are there", async () => {
    const { preview } = await inOneZone("subnets that are there");
    assert.equal(preview.ok, false, preview.output);
    assert.match(preview.output, refusal);
  });

  for (const which of ["new subnets", "subnets that are there"] as const) {
    it(`refuse two subnets in one zone before anything is made in them: ${which}`, async () => {
      const { update } = await inOneZone(which);
      assert.equal(update.ok, false);
      assert.match(update.output, new RegExp(`before hook "evenkeel:aws:.*" failed: ${refusal.source}`));
      const created = [...update.output.matchAll(/^.*: (\S+) created/gm)].map(([, type = ""]) => type);
      assert.deepEqual(created, []);
    });
  }
});

const running = (program: () => unknown) => () => {
  program();
  return Promise.resolve();
};

async function on<Result>(program: () => unknown, run: (stack: TestStack) => Promise<Result>): Promise<Result> {
  const stack = await newStack(running(program));
  try {
    return await run(stack);
  } finally {
    await stack.destroyFiles();
  }
}
