import assert from "node:assert/strict";
import { join } from "node:path";
import { ProtectedRepository } from "../../components/github";
import { example, runExample } from "./evenkeel";
import { newStack } from "./stack";
import { together } from "./together";

const GROUP = "PolicyGroup::evenkeel";
const RULESET = "RepositoryRuleset::shop";

const stacks = [{ name: "prod", routingProject: "shop" }];
const settings = {
  "evenkeel:organization": { value: "acme" },
  "evenkeel:version": { value: "0.1.0" },
  "evenkeel:stacks": { value: JSON.stringify(stacks) },
  "evenkeel:configuration": { value: join(example("policy-group"), "evenkeel.json") },
};

/** A program that puts an organisation under the policies, and a repository under its reviews. */
function program(): Promise<void> {
  runExample("policy-group");
  new ProtectedRepository("shop", { repository: "shop" });
  return Promise.resolve();
}

describe("An organisation on the engine", () => {
  const observed = together(1, {
    "its life": async () => {
      const stack = await newStack(program, { config: settings });
      try {
        const first = await stack.preview();
        const made = await stack.up();
        const [group, ruleset] = [await stack.onRecord(GROUP), await stack.onRecord(RULESET)];
        await stack.configure({ version: "0.2.0" });
        const upgraded = await stack.up();
        return { first, made, upgraded, group, ruleset, groupAfter: await stack.onRecord(GROUP) };
      } finally {
        await stack.destroyFiles();
      }
    },
  });

  it("is previewed and made without a word", async () => {
    for (const outcome of [(await observed("its life")).first, (await observed("its life")).made]) {
      assert.equal(outcome.exitCode, 0, outcome.output);
    }
  });

  it("has its stacks in a group that stops updates, with the pack in one version and a configuration", async () => {
    const { inputs } = (await observed("its life")).group;
    assert.equal(inputs["mode"], "preventative");
    const [stack] = inputs["stacks"] as { name: string; routingProject: string }[];
    assert.deepEqual([stack?.name, stack?.routingProject], ["prod", "shop"]);
    const [pack] = inputs["policyPacks"] as { name: string; versionTag: string; config: Record<string, object> }[];
    assert.deepEqual([pack?.name, pack?.versionTag], ["evenkeel", "0.1.0"]);
    assert.deepEqual(Object.entries(pack?.config["max-traffic-share"] ?? {}), [["maxShare", 0.5]]);
  });

  it("goes to another version by its setting", async () => {
    const { upgraded, groupAfter } = await observed("its life");
    assert.equal(upgraded.exitCode, 0, upgraded.output);
    const [pack] = groupAfter.inputs["policyPacks"] as { versionTag: string }[];
    assert.equal(pack?.versionTag, "0.2.0");
  });

  it("has two people review what goes to a branch", async () => {
    const { rules } = (await observed("its life")).ruleset.inputs as {
      rules: { pullRequest: { requiredApprovingReviewCount: number } };
    };
    assert.equal(rules.pullRequest.requiredApprovingReviewCount, 2);
  });
});
