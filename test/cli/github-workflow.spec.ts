import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateAction, validateWorkflow } from "@action-validator/core";
import { parse } from "yaml";
import { split } from "../support/aws";
import { Change } from "./support/change";
import { eachInRepository } from "./support/repository";

const ROOT = join(__dirname, "../../..");
const EXAMPLE = readFileSync(join(ROOT, "examples/github-actions/evenkeel.yml"), "utf8");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const workflow = parse(EXAMPLE) as { permissions: object; jobs: { preview: Job; evenkeel: Job } };
const { preview, evenkeel } = workflow.jobs;
const steps = [...preview.steps, ...evenkeel.steps];

const SAFE = split({ blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } });
const INCIDENT = split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } });
const LENIENT = JSON.stringify({ "configuration-is-valid": { stacks: [{ match: "*", preset: "advisory" }] } });

describe("The workflow for GitHub", () => {
  const repository = eachInRepository();

  it("is what init writes for one stack, and init's is the example", async () => {
    repository().write("Pulumi.yaml", "name: shop\nruntime: yaml\n");
    await repository().ready("--provider", "github", "--project", ".", "--stack", "prod");
    assert.equal(repository().read(".github/workflows/evenkeel.yml"), EXAMPLE);
  });

  it("holds to the schema of workflows, and the action to that of actions", () => {
    assert.deepEqual(validateWorkflow(EXAMPLE).errors, []);
    assert.deepEqual(validateAction(readFileSync(join(ROOT, "action.yml"), "utf8")).errors, []);
    assert.notDeepEqual(validateWorkflow(EXAMPLE.replace("runs-on", "runs-of")).errors, []);
  });

  it("uses actions by their commits, and says which versions these are", () => {
    const used = EXAMPLE.match(/uses: .*/g) ?? [];
    assert.equal(used.length, steps.filter(({ uses }) => uses !== undefined).length);
    for (const line of used) assert.match(line, /^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("lets the program of a change write nowhere", () => {
    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(preview.permissions, { contents: "read" });
    assert.deepEqual(evenkeel.permissions, { "pull-requests": "write" });
  });

  it("has secrets only where they are needed, and puts no value into a script", () => {
    for (const { name = "", run = "", env = {} } of steps) {
      assert.ok(!run.includes("${{"), name);
      assert.equal("PULUMI_ACCESS_TOKEN" in env, name.startsWith("Preview"), name);
    }
  });

  it("gives a verdict whatever happened before, which passes on success only", () => {
    assert.equal(evenkeel.if, "always()");
    const verdict = evenkeel.steps.find(({ name }) => name === "Verdict")?.run ?? "";
    const change = new Change(repository());
    for (const [result, status] of [
      ["success", 0],
      ["failure", 1],
      ["cancelled", 1],
      ["skipped", 1],
    ] as const) {
      assert.equal(change.run(verdict, ".", { RESULT: result }).status, status, result);
    }
  });

  it("comments with all reports, and with nothing where there is none", () => {
    const comment = evenkeel.steps.find(({ name }) => name === "Comment")?.run ?? "";
    const change = new Change(repository());
    repository().command("gh", '#!/bin/bash\necho "$@" > gh.log\n');
    assert.equal(change.run(comment, ".", { NUMBER: "17" }).status, 0);
    assert.ok(!existsSync(repository().at("gh.log")));
    for (const job of [0, 1])
      repository().write(`reports/evenkeel-${job}/report.md`, `report ${job}\n${"x".repeat(40_000)}\n`);
    assert.equal(change.run(comment, ".", { NUMBER: "17" }).status, 0);
    assert.match(repository().read("gh.log"), /^pr comment 17 .*--body-file comment\.md/);
    const text = repository().read("comment.md");
    assert.match(text, /^report 0\nx+\nreport 1/);
    assert.equal(text.length, 65_000);
  });

  /** Runs the steps of the job that previews as GitHub would. */
  function judged(change: Change) {
    const file = (name: string) => join(repository().beside, name);
    const variables = file("env");
    repository().write("../env", "");
    const value = (expression: string) =>
      expression.replace(/\$\{\{ (.*?) \}\}/g, (_, path: string) => {
        const values: Record<string, string> = {
          "matrix.project": "infra",
          "matrix.stack": "prod",
          "github.workspace": repository().root,
          "github.event.pull_request.base.sha": change.base,
          "secrets.PULUMI_ACCESS_TOKEN": "pul-secret",
        };
        return values[path] ?? assert.fail(`nothing is known of ${path}`);
      });
    const valued = (env: Step["env"] = {}) =>
      Object.fromEntries(Object.entries(env).map(([name, one]) => [name, value(one)]));
    let said = "";
    for (const { name, run, env, "working-directory": folder = "." } of preview.steps) {
      if (run === undefined) continue;
      const set = readFileSync(variables, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("="));
      const done = change.run(run, value(folder), {
        ...{ RUNNER_TEMP: repository().beside, GITHUB_WORKSPACE: repository().root, GITHUB_ENV: variables },
        ...{ GITHUB_STEP_SUMMARY: file("summary.md"), ...valued(preview.env), ...valued(env) },
        ...(Object.fromEntries(set.filter(([key]) => key !== "")) as Record<string, string>),
      });
      said += done.said;
      if (done.status !== 0)
        return { failed: name, status: done.status, said, summary: readFileSync(file("summary.md"), "utf8") };
    }
    return { failed: undefined, status: 0, said, summary: readFileSync(file("summary.md"), "utf8") };
  }

  it("previews under the policies what passes", () => {
    const change = new Change(repository());
    change.previews(SAFE, SAFE);
    const { failed, said, summary } = judged(change);
    assert.equal(failed, undefined, said);
    assert.match(summary, /^## infra, stack prod\n/);
    const base = join(repository().beside, "base");
    assert.match(change.asked.at(-1) ?? "", new RegExp(`^${repository().root}/infra: preview --stack prod`));
    assert.match(change.asked.at(-1) ?? "", new RegExp(`--policy-pack ${base}/\\.evenkeel/node_modules/evenkeel`));
    assert.match(change.asked.at(-1) ?? "", new RegExp(`--policy-pack-config ${base}/evenkeel\\.json`));
  });

  it("stops what concentrates", () => {
    const change = new Change(repository());
    change.previews(SAFE, INCIDENT);
    const { failed, status, summary } = judged(change);
    assert.deepEqual([failed, status], ["Judge", 1]);
    assert.match(summary, /\*\*Collapse\*\* of listener web:443/);
  });

  it("judges a change by the rules of the branch that it goes to, not by its own", () => {
    const change = new Change(repository());
    change.rules(LENIENT);
    change.previews(SAFE, INCIDENT);
    assert.match(judged(change).summary, /❌ Evenkeel/);
  });

  it("judges the change that brings the rules by these", () => {
    const change = new Change(repository(), false);
    change.rules(LENIENT);
    change.previews(SAFE, SAFE);
    const { failed, said } = judged(change);
    assert.equal(failed, undefined, said);
    assert.match(change.asked.at(-1) ?? "", new RegExp(`--policy-pack ${repository().root}/\\.evenkeel`));
  });

  it("stops what cannot be judged, and says so", () => {
    const change = new Change(repository());
    change.previews(SAFE);
    const { failed, status, summary, said } = judged(change);
    assert.deepEqual([failed, status], ["Judge", 2]);
    assert.match(summary, /It could not be judged/);
    assert.match(said, /error/);
  });

  it("prints no secret", () => {
    const change = new Change(repository());
    change.previews(SAFE, INCIDENT);
    assert.ok(!judged(change).said.includes("pul-secret"));
  });
});
