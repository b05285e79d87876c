import assert from "node:assert/strict";
import { InputPropertyError } from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import { ProtectedRepository, type ProtectedRepositoryArgs } from "../../../components/github";
import { inputsOf, madeBy } from "../made";

const RULESET = "RepositoryRuleset";

interface Rules {
  readonly deletion: boolean;
  readonly nonFastForward: boolean;
  readonly requiredSignatures: boolean;
  readonly pullRequest: Readonly<Record<string, unknown>>;
  readonly requiredStatusChecks: {
    readonly requiredChecks: readonly { readonly context: string; readonly integrationId: number }[];
    readonly strictRequiredStatusChecksPolicy: boolean;
  };
}

const rulesetOf = async (args: Partial<ProtectedRepositoryArgs> = {}) =>
  inputsOf(await madeBy(() => new ProtectedRepository("shop", { repository: "shop", ...args })), RULESET);
const rulesOf = async (args?: Partial<ProtectedRepositoryArgs>) => (await rulesetOf(args))["rules"] as Rules;
const branchesOf = async (branches?: readonly string[]) =>
  (await rulesetOf(branches ? { branches } : {}))["conditions"] as { refName: { includes: string[] } };

describe("A protected repository", () => {
  it("has two people review each change, owners of the code among them, and each push anew", async () => {
    assert.deepEqual((await rulesOf()).pullRequest, {
      requiredApprovingReviewCount: 2,
      requireCodeOwnerReview: true,
      dismissStaleReviewsOnPush: true,
      requireLastPushApproval: true,
    });
  });

  it("exempts nobody, and is in force", async () => {
    const ruleset = await rulesetOf();
    assert.equal(ruleset["bypassActors"], undefined);
    assert.deepEqual([ruleset["enforcement"], ruleset["target"]], ["active", "branch"]);
  });

  it("keeps history, and branches from being deleted", async () => {
    const { deletion, nonFastForward } = await rulesOf();
    assert.deepEqual([deletion, nonFastForward], [true, true]);
  });

  it("demands the check as GitHub Actions reports it, on a branch that is up to date", async () => {
    assert.deepEqual((await rulesOf()).requiredStatusChecks, {
      requiredChecks: [{ context: "evenkeel", integrationId: 15368 }],
      strictRequiredStatusChecksPolicy: true,
    });
  });

  it("demands other checks, people and signatures where it is told", async () => {
    const rules = await rulesOf({
      reviews: 3,
      check: "traffic",
      otherChecks: ["test"],
      checkAppId: 1,
      signedCommits: true,
    });
    assert.equal(rules.pullRequest["requiredApprovingReviewCount"], 3);
    assert.equal(rules.requiredSignatures, true);
    assert.deepEqual(rules.requiredStatusChecks.requiredChecks, [
      { context: "traffic", integrationId: 1 },
      { context: "test", integrationId: 1 },
    ]);
  });

  it("is about the default branch, or those that are named", async () => {
    assert.deepEqual((await branchesOf()).refName.includes, ["~DEFAULT_BRANCH"]);
    assert.deepEqual((await branchesOf(["main", "release/*"])).refName.includes, [
      "refs/heads/main",
      "refs/heads/release/*",
    ]);
  });

  it("lets no workflow approve, or write unless it says so", async () => {
    const made = await madeBy(() => new ProtectedRepository("shop", { repository: "shop" }));
    assert.deepEqual(inputsOf(made, "WorkflowRepositoryPermissions"), {
      repository: "shop",
      canApprovePullRequestReviews: false,
      defaultWorkflowPermissions: "read",
    });
  });

  for (const [what, args, path] of [
    ["one review", { reviews: 1 }, "reviews"],
    ["more reviews than GitHub knows", { reviews: 11 }, "reviews"],
    ["half a review", { reviews: 2.5 }, "reviews"],
    ["no check", { check: "" }, "check"],
    ["a check without a name", { otherChecks: ["test", " "] }, "otherChecks[1]"],
    ["a check twice", { otherChecks: ["evenkeel"] }, "otherChecks[0]"],
    ["no branch", { branches: [] }, "branches"],
    ["a branch without a name", { branches: [""] }, "branches[0]"],
    ["a branch with its whole reference", { branches: ["refs/heads/main"] }, "branches[0]"],
    ["a branch twice", { branches: ["main", "main"] }, "branches[1]"],
  ] as const) {
    it(`cannot have ${what}`, async () => {
      await setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
      assert.throws(
        () => new ProtectedRepository("refused", { repository: "shop", ...args }),
        (error) => error instanceof InputPropertyError && error.message.startsWith(path),
      );
    });
  }
});
