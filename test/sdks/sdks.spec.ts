import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { script } from "../scripts/scripts";
import { together } from "../engine/together";
import { documented } from "./programs";
import { run, type Ended } from "./run";

const toolchain = resolve(__dirname, "../../../scripts/toolchain");

interface Tools {
  readonly generator: string;
  /** The folder of the checker's packages. */
  readonly python: string;
}

interface Sdks {
  ensureSdkTools: (log: unknown) => Promise<Tools>;
  writeSdks: (generator: string, folder: string) => Promise<void>;
}

const withOneZone = (program: string) => program.replace(/^ +second=.*\n/m, "");

describe("The SDKs that are generated", function () {
  this.timeout(600_000);
  let folder: string;
  let tools: Tools;
  before(async () => {
    const { ensureSdkTools, writeSdks } = await script<Sdks>("sdks.mjs");
    const { reporter } = await script<{ reporter: (stream: NodeJS.WriteStream) => unknown }>("lib/report.mjs");
    folder = await mkdtemp(join(tmpdir(), "evenkeel-sdks-"));
    tools = await ensureSdkTools(reporter(process.stderr));
    await writeSdks(tools.generator, folder);
  });
  after(() => rm(folder, { recursive: true }));

  const python = (...args: string[]) =>
    run("python3", args, join(folder, "python"), { PYTHONPATH: [tools.python, "."].join(delimiter) });
  const checkedPython = async (name: string, program: string): Promise<Ended> => {
    await writeFile(join(folder, "python", `${name}.py`), program);
    // The packages of the SDK itself need not be there to check types against it.
    const flags = [
      "--ignore-missing-imports",
      "--follow-imports=silent",
      "--cache-dir",
      join(tools.python, ".mypy_cache"),
    ];
    return python("-m", "mypy", ...flags, `${name}.py`);
  };
  const builtGo = async (name: string, program: string): Promise<Ended> => {
    const own = join(folder, "go/evenkeel", name);
    await mkdir(own);
    await writeFile(join(own, "main.go"), program);
    // Of more than one package nothing is linked; and what the toolchain was built from is not built again.
    const flags = ["-mod=mod", "-buildvcs=false"];
    const env = { CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" };
    return run("go", ["build", ...flags, "./aws", "./gcp", `./${name}`], join(folder, "go/evenkeel"), env);
  };

  const observed = together(2, {
    compiled: () => python("-m", "compileall", "-q", "pulumi_evenkeel"),
    "good in Python": () => checkedPython("good", documented("python")),
    "bad in Python": () => checkedPython("bad", withOneZone(documented("python"))),
    Go: async () => {
      await asModule(join(folder, "go/evenkeel"));
      return builtGo("site", documented("go"));
    },
  });

  it("compile in Python", async () => {
    const { exitCode, output } = await observed("compiled");
    assert.equal(exitCode, 0, output);
    const files = await readdir(join(folder, "python/pulumi_evenkeel/aws/__pycache__"));
    assert.ok(files.some((name) => name.startsWith("fargate_site.")));
  });

  it("have what the program in Python of the documentation uses", async () => {
    const { exitCode, output } = await observed("good in Python");
    assert.equal(exitCode, 0, output);
  });

  it("let no checked program in Python leave out a second zone", async () => {
    const { exitCode, output } = await observed("bad in Python");
    assert.equal(exitCode, 1, output);
    assert.match(output, /Missing named argument "second" for "AtLeastTwoZonesArgs"/);
  });

  it("compile in Go, with the program of the documentation", async () => {
    const { exitCode, output } = await observed("Go");
    assert.equal(exitCode, 0, output);
  });

  it("describe what they take", async () => {
    const text = await readFile(join(folder, "go/evenkeel/aws/fargateSite.go"), "utf8");
    assert.match(text, /Two availability zones or more, by a subnet in each\./);
  });
});

/** The generated code as a module whose dependencies are those of the toolchain, which are there already. */
async function asModule(folder: string): Promise<void> {
  const text = await readFile(join(toolchain, "go.mod"), "utf8");
  const own = text
    .replace(/^module .*$/m, "module example.com/pulumi-evenkeel/sdk/go/evenkeel")
    .replace(/^tool \([^)]*\)$/m, "");
  await writeFile(join(folder, "go.mod"), own);
  await cp(join(toolchain, "go.sum"), join(folder, "go.sum"));
}
