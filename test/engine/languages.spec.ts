import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { evenkeel, example } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openProject, type Project } from "./project";
import { newStack } from "./stack";
import { together } from "./together";
import { said } from "./verdicts";

const pack = ["--policy-pack", evenkeel];

/** A cloud, with the example of it in YAML, and the lines of that without which there is one zone. */
const CLOUDS = [
  { cloud: "AWS", name: "aws-yaml-site", second: /^ +second:\n +subnetId: .*\n/m, url: /url *: "http:\/\/web-/ },
  { cloud: "Google Cloud", name: "gcp-yaml-site", second: /^ +second: .*\n/m, url: /url *: "http:\/\/\d/ },
] as const;

for (const { cloud, name, second, url } of CLOUDS) {
  describe(`A program in YAML with a component for ${cloud}`, function () {
    this.timeout(300_000);

    const observed = together(2, {
      "as it is": () =>
        on(example(name), async (project) => ({
          first: await project.up(...pack),
          second: await project.preview(...pack),
        })),
      "with one zone": () =>
        withChange(name, second, async (project) => {
          const first = await project.preview();
          return { first, second: first };
        }),
    });

    it("is deployed, and has nothing said of it", async () => {
      const { first } = await observed("as it is");
      assert.ok(first.ok, first.output);
      assert.deepEqual(said(first), [], first.output);
      assert.match(first.output, url);
    });

    it("has nothing more to do when it is deployed", async () => {
      const { second } = await observed("as it is");
      assert.deepEqual(said(second), [], second.output);
      assert.deepEqual(
        second.steps.filter(({ op }) => op !== "same"),
        [],
        second.output,
      );
    });

    it("is refused with one zone, before anything runs", async () => {
      const { first } = await observed("with one zone");
      assert.equal(first.ok, false, first.output);
      assert.match(first.output, /second: Missing required property 'second'/);
      assert.deepEqual(
        first.steps.filter(({ urn }) => !urn.includes("pulumi:pulumi:Stack")),
        [],
      );
    });
  });
}

/** A program in YAML whose site is about to get its traffic to another group of instances. */
const SHIFT = {
  name: "shift",
  runtime: "yaml",
  config: { live: { type: "string", default: "blue" } },
  resources: {
    first: subnet("us-east-1a", 0),
    second: subnet("us-east-1b", 1),
    web: {
      type: "evenkeel:aws:AutoScalingSite",
      properties: {
        zones: { first: { subnetId: "${first.id}" }, second: { subnetId: "${second.id}" } },
        clients: { ipv4: ["0.0.0.0/0"] },
        ...{ blue: release("1"), green: release("2"), live: "${live}", securityGroupId: "sg-1" },
        ...{ port: 80, healthCheck: { path: "/health" }, healthGate: { waitFor: 0 } },
      },
    },
  },
};

describe("The health gate of a component in another language", function () {
  this.timeout(300_000);
  // Nothing answers there, so that nobody knows the health of anything.
  const environment = {
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const before_ = { ...process.env };
  before(() => Object.assign(process.env, environment, { AWS_MAX_ATTEMPTS: "1" }));
  after(() => (process.env = before_));

  it("holds up a change of where traffic goes", async () => {
    const folder = await mkdtemp(join(tmpdir(), "evenkeel-shift-"));
    // JSON is YAML.
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(SHIFT));
    const { first, second } = await on(folder, async (project) => {
      const deployed = await project.up("--skip-preview");
      await project.pulumi("config", "set", "live", "green");
      return { first: deployed, second: await project.up("--skip-preview") };
    });
    await rm(folder, { recursive: true });
    assert.ok(first.ok, first.output);
    assert.equal(second.ok, false, second.output);
    assert.match(
      second.output,
      /health gate of its listener" failed: AWS refuses elasticloadbalancing:DescribeListeners/,
    );
  });
});

describe("A component that another language asks for", function () {
  this.timeout(300_000);

  it("names every property that is not as it has to be, and makes nothing", async () => {
    const stack = await newStack(() => {
      const zones = { first: { subnetId: "subnet-1" } };
      new ComponentResource("evenkeel:aws:FargateSite", "web", { zones, clients: {}, port: "80" }, {}, true);
      return Promise.resolve();
    });
    try {
      const outcome = await stack.preview();
      assert.equal(outcome.ok, false, outcome.output);
      for (const reason of [
        "zones.second is missing",
        'port must be a number, but is the string "80"',
        "perZone is missing",
      ]) {
        assert.ok(outcome.output.includes(reason), outcome.output);
      }
      assert.ok(!outcome.steps.some(({ urn }) => urn.includes("aws:")), outcome.output);
    } finally {
      await stack.destroyFiles();
    }
  });
});

interface Both {
  readonly first: Outcome;
  readonly second: Outcome;
}

async function on(folder: string, act: (project: Project) => Promise<Both>): Promise<Both> {
  const project = await openProject(folder);
  try {
    return await act(project);
  } finally {
    await project.destroyFiles();
  }
}

/** Runs an example without some of its lines. */
async function withChange(name: string, without: RegExp, act: (project: Project) => Promise<Both>): Promise<Both> {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-yaml-"));
  try {
    await cp(example(name), folder, { recursive: true });
    const file = join(folder, "Pulumi.yaml");
    const text = await readFile(file, "utf8");
    assert.match(text, without);
    await writeFile(file, text.replace(without, ""));
    return await on(folder, act);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function subnet(availabilityZone: string, index: number): object {
  return { type: "aws:ec2:Subnet", properties: { vpcId: "vpc-1", availabilityZone, cidrBlock: `10.0.${index}.0/24` } };
}

function release(version: string): object {
  return { perZone: { min: 1, max: 4 }, launchTemplate: { id: "lt-1", version } };
}
