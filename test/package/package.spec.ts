import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ts from "typescript";
import { saidByCore } from "../engine/verdicts";
import { openPools } from "../engine/pools-project";
import { openProject } from "../engine/project";
import { documented } from "../sdks/programs";
import { run } from "../sdks/run";
import { install, type Installed } from "./installed";

/** What there may be in the package: what runs, the types of what can be imported, and what is read. */
const BELONGS = [
  /^(LICENSE|README\.md|package\.json|PulumiPolicy\.yaml)$/,
  /^bin\/(cli|components|control|drills|logs|plugin|policies|sources|traffic)\/[\w/-]+\.js$/,
  /^bin\/(components|plugin|policies|traffic)\/[\w/-]+\.d\.ts$/,
  // What `evenkeel init` writes.
  /^examples\/(github-actions|gitlab-ci)\/[\w./-]+\.yml$/,
  /^docs\/[\w/-]+\.md$/,
  /^presets\/[\w-]+\.json$/,
  /^schemas\/[\w-]+\.json$/,
  /^pulumi-plugin\/(PulumiPlugin\.yaml|package\.json|schema\.json)$/,
];

/** What each entry of the package has. */
const ENTRIES: Readonly<Record<string, string>> = {
  evenkeel: "atLeastTwo",
  "evenkeel/aws": "FargateSite",
  "evenkeel/gcp": "CloudRunSite",
  "evenkeel/github": "ProtectedRepository",
  "evenkeel/policies": "evenkeelPolicies",
  "evenkeel/traffic": "compareTraffic",
};

describe("The package as it is installed", function () {
  this.timeout(300_000);
  let installed: Installed;
  before(async () => {
    installed = await install();
  });
  after(() => installed.remove());

  it("has what it takes to run, and nothing else", () => {
    assert.deepEqual(
      installed.files.filter((file) => !BELONGS.some((pattern) => pattern.test(file))),
      [],
    );
    for (const needed of ["bin/policies/pack.js", "bin/cli/main.js", "bin/plugin/main.js", "bin/cli/page/page.js"]) {
      assert.ok(installed.files.includes(needed), needed);
    }
  });

  for (const [entry, name] of Object.entries(ENTRIES)) {
    it(`can be imported and required: ${entry}`, async () => {
      const imported = await installed.node(
        "--input-type=module",
        "-e",
        `import { ${name} } from "${entry}"; console.log(typeof ${name});`,
      );
      const required = await installed.node("-p", `typeof require("${entry}").${name}`);
      assert.equal(imported.exitCode, 0, imported.output);
      assert.equal(required.output, imported.output);
      assert.notEqual(required.output.trim(), "undefined");
    });
  }

  it("has the types of what can be imported, for modules of both kinds", async () => {
    const program = documented("ts");
    const others = Object.entries(ENTRIES).map(
      ([entry, name]) => `import { ${name} } from "${entry}";\nvoid ${name};\n`,
    );
    // Once the program of the documentation, and once all entries; a zone less must be an error, or nothing is checked.
    const files = {
      "program.mts": program,
      "program.cts": program,
      "entries.mts": others.join(""),
      "entries.cts": others.join(""),
      "wrong.mts": program.replace(/^ +second: .*\n/m, ""),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(installed.folder, name), text);
    const errors = typeErrors(Object.keys(files).map((name) => join(installed.folder, name)));
    assert.equal(errors.length, 1, errors.join("\n"));
    assert.match(errors[0] ?? "", /^wrong\.mts: Property 'second' is missing/);
  });

  it("has the command", async () => {
    const { exitCode, output } = await run(
      join(installed.folder, "node_modules/.bin/evenkeel"),
      ["--version"],
      tmpdir(),
    );
    assert.equal(exitCode, 0, output);
    assert.match(output, /^\d+\.\d+\.\d+/);
  });

  it("blocks a preview", async () => {
    const project = await openPools({ blue: { targets: 4, weight: 80 }, green: { targets: 1, weight: 20 } });
    try {
      const outcome = await project.preview("--policy-pack", join(installed.folder, "node_modules/evenkeel"));
      assert.deepEqual(saidByCore(outcome), ["mandatory at-least-two-targets green"], outcome.output);
    } finally {
      await project.destroyFiles();
    }
  });

  it("has the components for other languages, as the documentation has them in YAML", async () => {
    const folder = await mkdtemp(join(tmpdir(), "evenkeel-documented-"));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "Pulumi.yaml"), documented("yaml"));
    const project = await openProject(folder, "test", join(installed.folder, "node_modules/.bin"));
    try {
      const config = [
        "firstSubnet=subnet-a",
        "secondSubnet=subnet-b",
        "clusterArn=arn:cluster/a",
        "taskDefinitionArn=a:1",
      ];
      const outcome = await project.preview(...config.flatMap((one) => ["--config", `site:${one}`]));
      assert.ok(outcome.ok, outcome.output);
      assert.ok(
        outcome.steps.some(({ urn }) => urn.endsWith("aws:ecs/service:Service::web")),
        outcome.output,
      );
      assert.ok(outcome.output.includes(join(installed.folder, "node_modules/.bin/pulumi-resource-evenkeel")));
    } finally {
      await project.destroyFiles();
      await rm(folder, { recursive: true });
    }
  });

  it("has the components where the engine runs PulumiPlugin.yaml by its language host", async () => {
    // What that host does: it has the SDK run the folder as a program.
    const plugin = join(installed.folder, "node_modules/evenkeel/pulumi-plugin");
    const script = `
      process.argv.splice(1, process.argv.length, "run-plugin", ${JSON.stringify(plugin)}, "127.0.0.1:1");
      const print = console.log;
      console.log = (port) => (print(port), process.exit());
      require("@pulumi/pulumi/cmd/run-plugin");`;
    const { output } = await installed.node("-e", script);
    assert.match(output, /^\d+\n$/);
  });
});

function typeErrors(files: string[]): string[] {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    ...{ strict: true, noEmit: true, skipLibCheck: false, types: [] },
  });
  // What is wrong in the packages of others is theirs.
  const own = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => !/node_modules[/](?!evenkeel[/])/.test(file?.fileName ?? ""));
  return own.map(({ file, messageText }) => {
    return `${file?.fileName.split("/").at(-1) ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
