import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eachRule } from "../../policies/catalogue";
import { evenkeel } from "./evenkeel";
import { startPulumiCloud, type PulumiCloud } from "./loopback/pulumi-cloud";

/** `pulumi policy publish` and `validate-config` speak to Pulumi Cloud, which is on loopback here. */
describe("A published pack", () => {
  let cloud: PulumiCloud;
  let home: string;
  let output: string;
  let version: string;

  const pulumi = (...args: string[]): Promise<{ exitCode: number; output: string }> => {
    const env = {
      ...process.env,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: cloud.url,
      PULUMI_ACCESS_TOKEN: "pul-loopback",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    return new Promise((resolve, reject) => {
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
  };

  const validated = async (configuration: object) => {
    const file = join(home, "policies.json");
    await writeFile(file, JSON.stringify(configuration));
    return pulumi("policy", "validate-config", "acme/evenkeel", version, "--config", file);
  };

  before(async () => {
    cloud = await startPulumiCloud();
    home = await mkdtemp(join(tmpdir(), "evenkeel-cloud-"));
    const published = await pulumi("policy", "publish", "acme");
    assert.equal(published.exitCode, 0, published.output);
    output = published.output;
    version = cloud.published()?.versionTag ?? "";
  });

  after(async () => {
    cloud.close();
    await rm(home, { recursive: true });
  });

  it("has every policy, with the options that it takes", () => {
    const names = cloud.published()?.policies.map(({ name }) => name) ?? [];
    for (const id of eachRule((rule) => rule.id)) assert.ok(names.includes(id), `${id}: ${output}`);
  });

  it("carries what it takes to run, and no test", () => {
    const files = cloud.files();
    for (const needed of ["PulumiPolicy.yaml", "package.json", "bin/policies/pack.js", "presets/strict.json"]) {
      assert.ok(files.includes(`package/${needed}`), files.join("\n"));
    }
    assert.deepEqual(
      files.filter((file) => /\/(test|bench|scripts|coverage)\//.test(file)),
      [],
    );
  });

  for (const preset of readdirSync(join(evenkeel, "presets"))) {
    it(`accepts the preset ${preset}`, async () => {
      const ran = await pulumi(
        ...["policy", "validate-config", "acme/evenkeel", version],
        ...["--config", join(evenkeel, "presets", preset)],
      );
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
      const ran = await validated(configuration);
      assert.notEqual(ran.exitCode, 0, ran.output);
      assert.match(ran.output, complaint);
    });
  }

  it("accepts what a team decides", async () => {
    const exemptions = [{ policy: "even-zones", urn: "*::web", reason: "moves in May", until: "2030-05-31" }];
    const ran = await validated({ "configuration-is-valid": { exemptions }, "even-zones": { maxRatio: 3 } });
    assert.equal(ran.exitCode, 0, ran.output);
  });
});
