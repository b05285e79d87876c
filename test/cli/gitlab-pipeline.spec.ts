import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { split } from "../support/aws";
import { Change } from "./support/change";
import { eachInRepository } from "./support/repository";

const FOLDER = join(__dirname, "../../../examples/gitlab-ci");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const EXAMPLE = read(".gitlab/evenkeel.yml");

interface Pipeline {
  readonly evenkeel: {
    readonly image: string;
    readonly rules: readonly object[];
    readonly variables: Readonly<Record<string, string>>;
    readonly parallel: { readonly matrix: readonly object[] };
    readonly script: readonly string[];
    readonly artifacts: { readonly when: string; readonly expose_as: string; readonly paths: readonly string[] };
  };
}

const { evenkeel: job } = parse(EXAMPLE) as Pipeline;

const SAFE = split({ blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } });
const INCIDENT = split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } });

describe("The pipeline for GitLab", () => {
  const repository = eachInRepository();

  function judged(change: Change) {
    return change.run(job.script.join("\n"), ".", {
      CI_PROJECT_DIR: repository().root,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
      PROJECT: "infra",
      STACK: "prod",
    });
  }

  it("is what init writes for one stack", async () => {
    repository().write("Pulumi.yaml", "name: shop\nruntime: yaml\n");
    await repository().ready("--provider", "gitlab", "--project", ".", "--stack", "prod");
    for (const file of [".gitlab-ci.yml", ".gitlab/evenkeel.yml"]) assert.equal(repository().read(file), read(file));
  });

  it("includes the job, for merge requests, with their whole history", () => {
    assert.deepEqual(parse(read(".gitlab-ci.yml")), { include: [{ local: ".gitlab/evenkeel.yml" }] });
    assert.deepEqual(job.rules, [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
    assert.equal(job.variables["GIT_DEPTH"], "0");
    assert.match(job.image, /:\d+\.\d+\.\d+$/);
    assert.deepEqual(job.parallel.matrix, [{ PROJECT: ".", STACK: "prod" }]);
  });

  it("shows the report in the merge request, whatever the verdict", () => {
    const change = new Change(repository());
    change.previews(SAFE, INCIDENT);
    judged(change);
    assert.equal(job.artifacts.when, "always");
    for (const path of job.artifacts.paths) assert.match(repository().read(path), /<html/);
  });

  it("previews under the policies what passes, with those of the branch that it goes to", () => {
    const change = new Change(repository());
    change.rules('{"all":"disabled"}');
    change.previews(SAFE, SAFE);
    const { status, said } = judged(change);
    assert.equal(status, 0, said);
    const [, config = ""] = /--policy-pack-config (\S+)/.exec(change.asked.at(-1) ?? "") ?? [];
    assert.equal(readFileSync(config, "utf8"), "{}");
    assert.match(change.asked.at(-1) ?? "", /--policy-pack \S+\/base\/\.evenkeel\/node_modules\/evenkeel/);
  });

  it("stops what concentrates, by the rules of the branch that it goes to", () => {
    const change = new Change(repository());
    change.rules('{"all":"disabled"}');
    change.previews(SAFE, INCIDENT);
    const { status, said } = judged(change);
    assert.equal(status, 1);
    assert.match(said, /at-least-two-targets/);
  });

  it("judges the change that brings the rules by these", () => {
    const change = new Change(repository(), false);
    change.rules("{}");
    change.previews(SAFE, SAFE);
    const { status, said } = judged(change);
    assert.equal(status, 0, said);
    assert.ok(change.asked.at(-1)?.includes(`--policy-pack ${repository().root}/.evenkeel`));
  });

  it("stops what cannot be judged", () => {
    const change = new Change(repository());
    change.previews(SAFE);
    const { status, said } = judged(change);
    assert.equal(status, 2);
    assert.match(said, /error/);
    assert.ok(existsSync(repository().at("infra")));
  });
});
