import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../cli/baseline";
import type { Configuration } from "../../policies/findings";
import type { Exemption } from "../../policies/exemptions";
import type { Properties, Resource } from "../../traffic";
import { split } from "../support/aws";
import { judged } from "../support/engine";

const POLICY = "configuration-is-valid";

describe("A baseline", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "baseline-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const written = (name: string, content: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const state = (resources: readonly Resource[]) =>
    written("state.json", { version: 3, deployment: { resources: resources.map((one) => ({ ...one })) } });

  function run(...args: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const code = main(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
    return { code, err: err.join("\n"), configuration: () => JSON.parse(out.join("\n")) as Configuration };
  }

  const exemptionsIn = (configuration: Configuration) =>
    (configuration[POLICY] as { exemptions: Exemption[] }).exemptions;

  const of = (targets: number) => split({ blue: { weight: 1, targets } });

  it("lets what it was made of pass", async () => {
    const { configuration } = run(state(of(1)));
    const decisions = configuration()[POLICY] as Properties;
    const all = await judged(of(1), { [POLICY]: decisions });
    assert.deepEqual(
      all.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  it("blocks again what gets worse", async () => {
    const { configuration } = run(state(of(1)));
    const all = await judged(of(0), { [POLICY]: configuration()[POLICY] as Properties });
    assert.ok(all.some(({ policy, level }) => policy === "at-least-two-targets" && level === "mandatory"));
  });

  it("gives each exemption the day and the reason that it is told", () => {
    const { configuration } = run(state(of(1)), "--until", "2999-01-31", "--reason", "the move to two zones");
    const all = exemptionsIn(configuration());
    assert.ok(all.length > 0);
    for (const { until, reason } of all) assert.deepEqual([until, reason], ["2999-01-31", "the move to two zones"]);
  });

  it("keeps the configuration in use, and exempts nothing twice", () => {
    const first = run(state(of(1)), "--until", "2999-01-31").configuration();
    const config = written("config.json", { ...first, "max-traffic-share": { maxShare: 0.6 } });
    const again = run(state(of(1)), "--config", config).configuration();
    assert.deepEqual(exemptionsIn(again), exemptionsIn(first));
    assert.deepEqual(again["max-traffic-share"], { maxShare: 0.6 });
  });

  it("names the file that is no state, and ends with 2", () => {
    const file = written("state.json", '{"version": 3, "deploy');
    const { code, err } = run(file);
    assert.equal(code, 2);
    assert.equal(
      err,
      `error: ${file}: The file is not JSON, or is cut off. Expected what \`pulumi stack export\` or \`pulumi preview --json --show-sames\` writes`,
    );
  });

  it("refuses a last day that has passed", () => {
    const { code, err } = run(state(of(1)), "--until", "2020-01-31");
    assert.equal(code, 2);
    assert.match(err, /it expired on 2020-01-31/);
  });

  it("refuses a second file, and says how it is used", () => {
    const { code, err } = run("a.json", "b.json");
    assert.equal(code, 2);
    assert.match(err, /one state file is expected\.\n\nUsage:/);
  });
});
