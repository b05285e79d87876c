import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { evenkeel, example, runExample } from "./evenkeel";
import type { Outcome } from "./outcome";
import { openProject } from "./project";
import { newStack } from "./stack";
import { together } from "./together";
import { said, saidByCore } from "./verdicts";

const pack = ["--policy-pack", evenkeel];
const strict = JSON.parse(readFileSync(join(evenkeel, "presets/strict.json"), "utf8")) as Record<string, unknown>;

describe("The example of the incident", () => {
  const observed = together(1, {
    "the whole story": async (): Promise<{ service: Outcome; change: Outcome }> => {
      const project = await openProject(example("incident-2024-08-20"));
      const set = async (key: string, value: string | number) => {
        const { exitCode, stderr } = await project.pulumi("config", "set", key, String(value));
        assert.equal(exitCode, 0, stderr);
      };
      try {
        await set("certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/example");
        await set("logBucket", "example-logs");
        await set("ami", "ami-0123456789abcdef0");
        const service = await project.up(...pack);
        await set("greenWeight", 100);
        await set("blueWeight", 0);
        return { service, change: await project.preview(...pack) };
      } finally {
        await project.destroyFiles();
      }
    },
  });

  it("deploys the service as it was", async () => {
    const { service } = await observed("the whole story");
    assert.equal(service.exitCode, 0, service.output);
    assert.deepEqual(saidByCore(service), [], service.output);
  });

  it("is told, before any ARN is known, that nobody can say which of the weights is green's", async () => {
    const { service } = await observed("the whole story");
    assert.match(service.output, /\[advisory\].*traffic-is-provable .*TargetGroup: green\)/);
  });

  it("is refused the change that caused the outage", async () => {
    const { change } = await observed("the whole story");
    assert.deepEqual(saidByCore(change), ["mandatory at-least-two-targets green"], change.output);
    assert.equal(change.exitCode, 1);
  });
});

const AWS = { "aws:region": { value: "us-east-1" } };
const GOOGLE = { "gcp:project": { value: "example" }, "gcp:region": { value: "us-central1" } };
const TEAM = { "evenkeel:email": { value: "team@example.com" } };

/** The examples of which nothing is to be said, or only what stands behind them. */
const inOrder: Readonly<Record<string, { config: ConfigMap; saying?: readonly string[] }>> = {
  "aws-web-service": { config: AWS },
  "gcp-web-service": { config: GOOGLE },
  "aws-fargate-service": { config: AWS },
  "aws-tcp-service": { config: AWS },
  "aws-observed": { config: { ...AWS, ...TEAM } },
  "gcp-observed": { config: { ...GOOGLE, ...TEAM } },
  // The pool that is not live stands by. Which one that is shows as soon as their ARNs are known.
  "aws-blue-green": { config: AWS, saying: ["advisory no-stale-weights green"] },
  "gcp-safe-site": { config: GOOGLE, saying: ["advisory no-stale-weights site-green"] },
};

describe("An example that is in order", function () {
  this.timeout(300_000);
  const lives = together(
    2,
    Object.fromEntries(Object.entries(inOrder).map(([name, { config }]) => [name, () => lifeOf(name, config)])),
  );

  for (const [name, { saying = [] }] of Object.entries(inOrder)) {
    for (const [phase, when] of [
      ["first", "in its first preview"],
      ["update", "in its update"],
      ["again", "in a preview of what is deployed"],
    ] as const) {
      it(`passes in strict mode ${when}: ${name}`, async () => {
        const outcome = (await lives(name))[phase];
        assert.ok(outcome.ok, outcome.output);
        assert.deepEqual(said(outcome), phase === "first" ? [] : saying, outcome.output);
      });
    }
  }
});

/** An example in strict mode, from its first preview on. */
async function lifeOf(name: string, config: ConfigMap) {
  const stack = await newStack(programOf(name), { config });
  const run = { packs: [evenkeel], packConfig: strict };
  try {
    return { first: await stack.preview(run), update: await stack.up(run), again: await stack.preview(run) };
  } finally {
    await stack.destroyFiles();
  }
}

function programOf(name: string): () => Promise<void> {
  return () => {
    runExample(name);
    return Promise.resolve();
  };
}
