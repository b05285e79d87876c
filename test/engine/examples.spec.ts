import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { evenkeel, runExample } from "./evenkeel";
import { recordedAs } from "./recorded";
import { newStack } from "./stack";
import { together } from "./together";
import { said } from "./verdicts";

const strict = JSON.parse(readFileSync(join(evenkeel, "presets/strict.json"), "utf8")) as Record<string, unknown>;

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

    it(`has nothing to change once it is deployed: ${name}`, async () => {
      const { again } = await lives(name);
      assert.deepEqual([...new Set(again.steps.map(({ op }) => op))], ["same"], again.output);
    });
  }

  const recorded = async (name: string) => {
    const { record } = await lives(name);
    return (urnEnd: string) => {
      const found = recordedAs(record, urnEnd);
      assert.notEqual(found.urn, "", `nothing on record ends with ${urnEnd}`);
      return found;
    };
  };

  it("lets the load balancer write where its logs are read: aws-observed", async () => {
    const made = await recorded("aws-observed");
    const balancer = made(":LoadBalancer::web");
    const { urn, inputs } = made(":BucketPolicy::logs");
    const bucket = made(":Bucket::logs").outputs["id"];
    assert.deepEqual(balancer.inputs["accessLogs"], { __defaults: [], bucket, enabled: true, prefix: "web" });
    assert.ok(balancer.dependencies.includes(urn), "the load balancer is made before it may write");
    const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: { Resource: string }[] };
    assert.deepEqual(
      Statement.map(({ Resource }) => Resource),
      [`arn:aws:s3:::${String(bucket)}/web/AWSLogs/123456789012/*`],
    );
    const { parameters, databaseName } = made(":CatalogTable::logs").inputs as {
      parameters: Record<string, string>;
      databaseName: string;
    };
    assert.equal(
      parameters["storage.location.template"],
      `s3://${String(bucket)}/web/AWSLogs/\${account}/elasticloadbalancing/\${region}/\${day}/`,
    );
    assert.equal(parameters["projection.account.values"], "123456789012");
    assert.match(databaseName, /^[a-z0-9_]+$/, "Athena takes no other names");
  });

  it("tells its team, and ends a drill, when traffic concentrates: aws-observed", async () => {
    const made = await recorded("aws-observed");
    const alarm = made(":CompositeAlarm::web-concentrating");
    assert.deepEqual(alarm.inputs["alarmActions"], [made(":Topic::team").outputs["arn"]]);
    const { stopConditions, roleArn, targets } = made(":ExperimentTemplate::lose-a-zone").inputs;
    assert.match(JSON.stringify(stopConditions), new RegExp(`"value":"${String(alarm.outputs["arn"])}"`));
    assert.equal(roleArn, made(":Role::experiments").outputs["arn"]);
    const group = String(made(":Group::web").outputs["name"]);
    assert.match(JSON.stringify(targets), new RegExp(`"key":"aws:autoscaling:groupName","value":"${group}"`));
    assert.match(String(made(":RolePolicy::experiments").inputs["policy"]), new RegExp(`groupName":"${group}"`));
  });

  it("logs every request, and lets the sink write it: gcp-observed", async () => {
    const made = await recorded("gcp-observed");
    for (const name of ["site-stable", "site-canary"]) {
      const logConfig = { __defaults: [], enable: true, sampleRate: 1 };
      assert.deepEqual(made(`:BackendService::${name}`).inputs["logConfig"], logConfig);
    }
    const { destination } = made(":ProjectSink::logs").inputs;
    assert.equal(destination, `bigquery.googleapis.com/${String(made(":Dataset::logs").outputs["id"])}`);
    const { member, role } = made(":DatasetIamMember::logs").inputs;
    assert.equal(member, made(":ProjectSink::logs").outputs["writerIdentity"]);
    assert.equal(role, "roles/bigquery.dataEditor");
    const { notificationChannels } = made(":AlertPolicy::site-concentrating").inputs;
    assert.deepEqual(notificationChannels, [made(":NotificationChannel::team").outputs["id"]]);
  });
});

/** An example in strict mode, from its first preview on. */
async function lifeOf(name: string, config: ConfigMap) {
  const stack = await newStack(programOf(name), { config });
  const run = { packs: [evenkeel], packConfig: strict };
  try {
    const [first, update, record] = [await stack.preview(run), await stack.up(run), await stack.record()];
    return { first, update, record, again: await stack.preview(run) };
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
