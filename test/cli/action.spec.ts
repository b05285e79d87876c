import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { split } from "../support/aws";
import { previewOf, scratchFolder } from "./support/command";

const ROOT = join(__dirname, "../../..");

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;

const SAFE = split({ blue: { weight: 100, targets: 5 }, green: { weight: 0, targets: 1 } });
const INCIDENT = split({ blue: { weight: 0, targets: 5 }, green: { weight: 100, targets: 1 } });

describe("The GitHub Action", () => {
  const { write } = scratchFolder();

  /** Runs the steps as GitHub would, with what stands in for the published package and for GitHub's own command. */
  function run(preview: unknown, given: Readonly<Record<string, string>> = {}) {
    const inputs: Record<string, string> = { preview: write("preview.json", preview), token: "t0ken", ...given };
    const folder = dirname(inputs["preview"] ?? "");
    const file = (name: string) => join(folder, name);
    for (const [name, script] of [
      ["npx", `#!/bin/bash\nshift 2\nexec "${process.execPath}" "${join(ROOT, "bin/cli/main.js")}" "$@"\n`],
      ["gh", `#!/bin/bash\necho "$@" > "${file("gh.log")}"\n`],
    ] as const) {
      chmodSync(write(name, script), 0o755);
    }
    const outputs = write("outputs", "");
    const value = (expression: string): string =>
      expression.replace(/\$\{\{ (.*?) \}\}/g, (_, path: string) => {
        const input = /^inputs\.(.*)$/.exec(path)?.[1];
        if (input !== undefined) return inputs[input] ?? action.inputs[input]?.default ?? "";
        if (path === "steps.judge.outputs.code") return /code=(\d)/.exec(readFileSync(outputs, "utf8"))?.[1] ?? "";
        return path === "github.event.pull_request.number" ? "17" : "";
      });
    const surroundings = {
      ...process.env,
      PATH: [folder, process.env["PATH"]].join(delimiter),
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: file("summary.md"),
      GITHUB_OUTPUT: outputs,
    };
    let [status, stderr]: [number | null, string] = [0, ""];
    for (const step of action.runs.steps) {
      if (status !== 0) break;
      const env = Object.fromEntries(Object.entries(step.env).map(([name, expression]) => [name, value(expression)]));
      const done = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
        cwd: folder,
        encoding: "utf8",
        env: { ...surroundings, ...env },
      });
      [status, stderr] = [done.status, stderr + done.stderr];
    }
    const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : undefined);
    return { status, stderr, summary: read("summary.md"), sarif: read("evenkeel.sarif"), gh: read("gh.log") };
  }

  it("comments on what blocks, writes it for code scanning, and fails", () => {
    const { status, summary, sarif, gh } = run(previewOf(SAFE, INCIDENT));
    assert.equal(status, 1);
    assert.match(summary ?? "", /\*\*Collapse\*\* of listener web:443/);
    assert.match(sarif ?? "", /at-least-two-targets[^]*Pulumi\.yaml/);
    assert.match(gh ?? "", /^pr comment 17 --edit-last --create-if-none --body-file .*evenkeel\.md$/m);
  });

  it("passes where nothing concentrates", () => {
    const { status, summary } = run(previewOf(SAFE, SAFE));
    assert.equal(status, 0);
    assert.match(summary ?? "", /1 without change/);
  });

  it("applies a configuration, and fails on what is asked for", () => {
    const config = write("config.json", { "at-least-two-targets": "advisory" });
    assert.equal(run(previewOf(SAFE, INCIDENT), { config, "fail-on": "mandatory" }).status, 0);
    assert.equal(run(previewOf(SAFE, INCIDENT), { config, "fail-on": "mandatory,worse" }).status, 1);
  });

  it("fails with what is wrong where the preview cannot be judged, and comments nothing", () => {
    const { status, stderr, gh } = run("{");
    assert.equal(status, 2);
    assert.match(stderr, /The file is not JSON, or is cut off/);
    assert.equal(gh, undefined);
  });
});
