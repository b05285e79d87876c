import assert from "node:assert/strict";
import type { Configuration } from "../../policies/settings";
import type { Exemption } from "../../policies/exemptions";
import type { Properties, Resource } from "../../traffic";
import { split } from "../support/aws";
import { judged } from "../support/engine";
import { evenkeel, scratchFolder, stateOf } from "./support/command";

const POLICY = "configuration-is-valid";

describe("evenkeel baseline", () => {
  const { write } = scratchFolder();
  const state = (resources: readonly Resource[]) => write("state.json", stateOf(resources));

  async function configured(...args: string[]): Promise<Configuration> {
    const { out, err } = await evenkeel(["baseline", ...args]);
    assert.equal(err, "");
    return JSON.parse(out) as Configuration;
  }

  const exemptionsIn = (configuration: Configuration) =>
    (configuration[POLICY] as { exemptions: Exemption[] }).exemptions;

  const of = (targets: number) => split({ blue: { weight: 1, targets } });

  it("lets what it was made of pass", async () => {
    const decisions = (await configured(state(of(1))))[POLICY] as Properties;
    const all = await judged(of(1), { [POLICY]: decisions });
    assert.deepEqual(
      all.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  it("blocks again what gets worse", async () => {
    const configuration = await configured(state(of(1)));
    const all = await judged(of(0), { [POLICY]: configuration[POLICY] as Properties });
    assert.ok(all.some(({ policy, level }) => policy === "at-least-two-targets" && level === "mandatory"));
  });

  it("gives each exemption the day and the reason that it is told", async () => {
    const args = ["--until", "2999-01-31", "--reason", "the move to two zones"];
    const all = exemptionsIn(await configured(state(of(1)), ...args));
    assert.ok(all.length > 0);
    for (const { until, reason } of all) assert.deepEqual([until, reason], ["2999-01-31", "the move to two zones"]);
  });

  it("keeps the configuration in use, and exempts nothing twice", async () => {
    const first = await configured(state(of(1)), "--until", "2999-01-31");
    const config = write("config.json", { ...first, "max-traffic-share": { maxShare: 0.6 } });
    const again = await configured(state(of(1)), "--config", config);
    assert.deepEqual(exemptionsIn(again), exemptionsIn(first));
    assert.deepEqual(again["max-traffic-share"], { maxShare: 0.6 });
  });

  it("reads pools as the configuration says that they are filled", async () => {
    const empty = split({ blue: { weight: 1, targets: 0 } });
    const filled = { "stack-is-readable": { filledElsewhere: [{ urn: "*::blue", reason: "a controller" }] } };
    const all = exemptionsIn(await configured(state(empty), "--config", write("config.json", filled)));
    assert.ok(all.every(({ policy }) => policy !== "at-least-two-targets"));
  });

  it("refuses a last day that has passed", async () => {
    const { code, err } = await evenkeel(["baseline", state(of(1)), "--until", "2020-01-31"]);
    assert.equal(code, 2);
    assert.match(err, /it expired on 2020-01-31/);
  });
});
