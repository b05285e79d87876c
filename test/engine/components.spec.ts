import assert from "node:assert/strict";
import {
  atLeastTwo,
  AutoScalingPool,
  FargatePool,
  HttpLoadBalancer,
  split,
  type AtLeastTwo,
  type Zone,
} from "../../components";
import { EVERYONE, healthCheck, subnet } from "../components/aws/site";
import { evenkeel } from "./evenkeel";
import { newStack, type TestStack } from "./stack";
import { together } from "./together";

const STRICT = {
  "traffic-is-provable": "mandatory",
  "spans-two-zones": "mandatory",
  "rollout-keeps-two": "mandatory",
};
const checked = { packs: [evenkeel], packConfig: STRICT };

/** Subnets in the zones with these letters. */
function subnets(one: string, other: string): AtLeastTwo<Zone> {
  return atLeastTwo({ subnetId: subnet(one, 0, "first").id }, { subnetId: subnet(other, 1, "second").id });
}

/** A site on instances and on tasks. */
function site(zones: AtLeastTwo<Zone>): void {
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
  new HttpLoadBalancer("web", { zones, clients: EVERYONE, to });
}

describe("The components on the engine", function () {
  this.timeout(300_000);

  const inTwoZones = together(1, {
    "a site": () =>
      on(
        () => {
          site(subnets("a", "b"));
        },
        async (stack) => ({
          first: await stack.preview(checked),
          deployed: await stack.up(checked),
          again: await stack.preview(checked),
        }),
      ),
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
  const refusal = /zones\.second must differ from zones\.first in their availability zones, but both are us-east-1a/;

  it("pass in strict mode, with nothing found: in a first preview, when they are deployed, and after", async () => {
    for (const outcome of Object.values(await inTwoZones("a site"))) {
      assert.deepEqual(outcome.violations, [], outcome.output);
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
