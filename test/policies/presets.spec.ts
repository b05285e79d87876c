import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { levelsOf, PRESETS } from "../../policies/presets";

const FOLDER = resolve(__dirname, "../../../presets");

/** The form that both `--policy-pack-config` and `pulumi policy validate-config` take. */
const configuration = (preset: (typeof PRESETS)[number]) =>
  Object.fromEntries([...levelsOf(preset)].map(([policy, enforcementLevel]) => [policy, { enforcementLevel }]));

describe("The presets", () => {
  it("are the files that are shipped, and no others", () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), PRESETS.map((preset) => `${preset}.json`).sort());
  });

  for (const preset of PRESETS) {
    it(`have in ${preset}.json the level of each rule that the stacks of that preset have`, () => {
      const file = JSON.parse(readFileSync(join(FOLDER, `${preset}.json`), "utf8")) as unknown;
      assert.deepEqual(file, configuration(preset));
    });
  }
});
