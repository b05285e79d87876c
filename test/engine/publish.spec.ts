import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageOf } from "../../policies/rule";
import { everyPolicy } from "../../policies/verdict";
import { script } from "../scripts/scripts";
import { listen, network, pool } from "./cases/network";
import { Checkout } from "./checkout";
import { evenkeel } from "./evenkeel";
import { startPulumiCloud, type Published, type PulumiCloud } from "./loopback/pulumi-cloud";
import { newStack } from "./stack";
import { saidByCore } from "./verdicts";

interface Publishing {
  readonly folder: string;
  readonly organisation: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: object;
}

/** `npm run policy:publish` and the commands that follow it speak to Pulumi Cloud, which is on loopback here. */
describe("A published pack", () => {
  let cloud: PulumiCloud;
  let home: string;
  let checkout: Checkout;
  let env: NodeJS.ProcessEnv;
  let said = "";

  const publish = async (): Promise<void> => {
    const { publishPack } = await script<{ publishPack: (options: Publishing) => Promise<void> }>("policy/publish.mjs");
    const log = { say: (text: string) => (said += `${text}\n`), step: (_: string, work: () => unknown) => work() };
    await publishPack({ folder: checkout.folder, organisation: "acme", env, log });
  };

  const pulumi = (...args: string[]): Promise<{ exitCode: number; output: string }> =>
    new Promise((resolve, reject) => {
      const child = execFile(
        "pulumi",
        [...args, "--non-interactive"],
        { cwd: evenkeel, env },
        (error, stdout, stderr) => {
          if (child.exitCode === null) reject(error ?? new Error(`pulumi did not run to its end: ${args.join(" ")}`));
          else resolve({ exitCode: child.exitCode, output: `${stdout}${stderr}` });
        },
      );
    });

  const configured = (configuration: object): string => {
    const file = join(home, "policies.json");
    writeFileSync(file, JSON.stringify(configuration));
    return file;
  };
  const validated = (file: string) => pulumi("policy", "validate-config", "acme/evenkeel", "0.1.0", "--config", file);
  const enabled = (version: string, configuration: object) =>
    pulumi("policy", "enable", "acme/evenkeel", version, "--config", configured(configuration));

  const first = (): Published => {
    const [pack] = cloud.published();
    assert.ok(pack);
    return pack;
  };

  before(async () => {
    cloud = await startPulumiCloud();
    home = mkdtempSync(join(tmpdir(), "evenkeel-cloud-"));
    checkout = new Checkout(evenkeel);
    checkout.release("0.1.0");
    env = {
      ...process.env,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: cloud.url,
      PULUMI_ACCESS_TOKEN: "pul-loopback",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    await publish();
  });

  after(() => {
    cloud.close();
    checkout.remove();
    rmSync(home, { recursive: true });
  });

  it("tells of every policy what it is, and the options that it takes", () => {
    const { policies } = first();
    assert.equal(policies.length, everyPolicy().length);
    for (const { id, description, severity, level, options } of everyPolicy()) {
      const told = policies.find(({ name }) => name === id);
      const { configSchema, ...facts } = told ?? assert.fail(`${id} is missing`);
      assert.deepEqual(
        { ...facts },
        { ...facts, description, severity, enforcementLevel: level, url: pageOf(id) },
        `what is told of ${id}`,
      );
      const properties = (configSchema as { properties?: object } | undefined)?.properties ?? {};
      for (const option of Object.keys(options)) assert.ok(option in properties, `${id} without ${option}`);
    }
  });

  it("says how it is enabled", () => {
    assert.match(said, /pulumi policy enable acme\/evenkeel 0\.1\.0 --config evenkeel\.json/);
  });

  describe("once it is unpacked", () => {
    let folder: string;
    before(() => {
      const unpacked = join(home, "unpacked");
      mkdirSync(unpacked);
      execFileSync("tar", ["-xz", "-C", unpacked], { input: first().archive });
      folder = join(unpacked, "package");
      symlinkSync(join(evenkeel, "node_modules"), join(folder, "node_modules"));
    });

    it("carries what people need beside it, and no test", () => {
      for (const needed of ["presets/strict.json", "docs/policies/at-least-two-targets.md", "LICENSE"]) {
        assert.ok(existsSync(join(folder, needed)), needed);
      }
      const { files } = JSON.parse(readFileSync(join(evenkeel, "package.json"), "utf8")) as { files: string[] };
      const compiled = files.filter((file) => file.startsWith("bin/")).map((file) => file.slice("bin/".length));
      assert.deepEqual(readdirSync(join(folder, "bin")).sort(), compiled.sort());
    });

    it("judges as this one does", async () => {
      const stack = await newStack(() => {
        const web = network();
        listen("web", web.front, [pool("web", 1, web), 100]);
        return Promise.resolve();
      });
      try {
        const outcome = await stack.preview({ packs: [folder] });
        assert.deepEqual(saidByCore(outcome), ["mandatory at-least-two-targets web"], outcome.output);
      } finally {
        await stack.destroyFiles();
      }
    });
  });

  describe("is published only once a version", () => {
    const refused = async (reason: RegExp): Promise<void> => {
      const before = cloud.published().length;
      await assert.rejects(publish(), reason);
      assert.equal(cloud.published().length, before);
    };

    it("so the same again is refused", () => refused(/Version 0\.1\.0 is published already\. Raise the version/));

    it("with all of it committed", async () => {
      checkout.change("PulumiPolicy.yaml", "runtime: nodejs\ndescription: changed\n");
      await refused(/Commit or discard these first.*\n.*PulumiPolicy\.yaml/);
      checkout.commit();
    });

    it("so a newer one follows it, and an older one does not", async () => {
      checkout.release("0.2.0");
      await publish();
      checkout.release("0.1.9");
      await refused(/Version 0\.2\.0 is published, and 0\.1\.9 is no newer/);
      assert.deepEqual(
        cloud.published().map(({ versionTag }) => versionTag),
        ["0.1.0", "0.2.0"],
      );
    });
  });

  describe("is enabled with a configuration", () => {
    it("that arrives as it is written", async () => {
      const { exitCode, output } = await enabled("0.1.0", {
        "max-traffic-share": { maxShare: 0.4 },
        "even-zones": "mandatory",
      });
      assert.equal(exitCode, 0, output);
      assert.deepEqual(cloud.enabled(), [
        {
          group: "default-policy-group",
          name: "evenkeel",
          versionTag: "0.1.0",
          config: { "max-traffic-share": { maxShare: 0.4 }, "even-zones": { enforcementLevel: "mandatory" } },
        },
      ]);
    });

    it("that is refused where it is wrong", async () => {
      const { exitCode, output } = await enabled("0.1.0", { "max-traffic-share": { maxShare: 2 } });
      assert.notEqual(exitCode, 0, output);
      assert.match(output, /max-traffic-share\/maxShare must be <= 1/);
      assert.equal(cloud.enabled().length, 1);
    });

    it("in a version that there is", async () => {
      const { exitCode, output } = await enabled("0.9.0", {});
      assert.notEqual(exitCode, 0, output);
      assert.match(output, /there is no such version/);
    });
  });

  for (const preset of readdirSync(join(evenkeel, "presets"))) {
    it(`accepts the preset ${preset}`, async () => {
      const ran = await validated(join(evenkeel, "presets", preset));
      assert.equal(ran.exitCode, 0, ran.output);
      assert.match(ran.output, /configuration is valid/);
    });
  }

  for (const [what, configuration, complaint] of [
    ["a share of two", { "max-traffic-share": { maxShare: 2 } }, /less than or equal to 1/],
    [
      "a preset that there is not",
      { "configuration-is-valid": { stacks: [{ match: "*", preset: "lenient" }] } },
      /preset/,
    ],
    [
      "an exemption without an end",
      { "configuration-is-valid": { exemptions: [{ policy: "p", urn: "*", reason: "r" }] } },
      /until/,
    ],
    [
      "a level that there is not",
      { "even-zones": { enforcementLevel: "blocking" } },
      /enforcement level|enforcementLevel/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const ran = await validated(configured(configuration));
      assert.notEqual(ran.exitCode, 0, ran.output);
      assert.match(ran.output, complaint);
    });
  }

  it("accepts what a team decides", async () => {
    const exemptions = [{ policy: "even-zones", urn: "*::web", reason: "moves in May", until: "2030-05-31" }];
    const ran = await validated(
      configured({ "configuration-is-valid": { exemptions }, "even-zones": { maxRatio: 3 } }),
    );
    assert.equal(ran.exitCode, 0, ran.output);
  });
});
