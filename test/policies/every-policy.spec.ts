import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { evenkeelPolicies } from "../../policies";

const ROOT = resolve(__dirname, "../../..");

describe("Every policy", () => {
  for (const { name, configSchema, url } of evenkeelPolicies) {
    it(`${name} has a page that names its options, and a spec`, () => {
      const page = join(ROOT, "docs/policies", `${name}.md`);
      assert.ok(existsSync(page), `docs/policies/${name}.md is missing`);
      const text = readFileSync(page, "utf8");
      for (const option of Object.keys(configSchema?.properties ?? {}))
        assert.ok(text.includes(`\`${option}\``), `the page does not name ${option}`);
      assert.ok(existsSync(join(ROOT, "test/policies", `${name}.spec.ts`)), `test/policies/${name}.spec.ts is missing`);
      assert.ok(url?.endsWith(`/docs/policies/${name}.md`));
    });
  }
});
