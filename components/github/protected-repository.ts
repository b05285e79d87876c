import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { different, refuse, whole } from "../checks";

export interface ProtectedRepositoryArgs {
  /** Name of the repository, without its owner; it may be there already. */
  readonly repository: Input<string>;
  /** Branches that changes go to, as `main` or `release/*`; the default branch by default. */
  readonly branches?: readonly string[];
  /** How many people have to approve a change: 2 to 10; 2 by default. */
  readonly reviews?: number;
  /** The check that has to pass; `evenkeel` by default, as `evenkeel init` calls it. */
  readonly check?: string;
  /** Other checks that have to pass. */
  readonly otherChecks?: readonly string[];
  /** Id of the GitHub App that reports the checks; 15368 by default, which is GitHub Actions on github.com. */
  readonly checkAppId?: Input<number>;
  /** Whether each commit has to be signed; false by default. */
  readonly signedCommits?: boolean;
}

const TYPE = "evenkeel:github:ProtectedRepository";

/** The app by which workflows report: where none is named, whoever may write could report for them. */
const GITHUB_ACTIONS = 15_368;

/**
 * The rules of a repository by which two people review each change, the owners of the code among them, and a check passes: nobody is
 * exempt, administrators neither. A review counts for what was reviewed: a push dismisses it, and whoever has pushed last cannot be
 * the one who approves that. A branch has to be up to date before it is merged, so that what was previewed is what comes of it.
 *
 * Workflows may not approve, since each approval is to be a person's, and may write only where they say so.
 *
 * Rulesets on private repositories need a paid plan.
 *
 * @throws InputPropertyError where fewer than two would review, or no check or branch is named.
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export class ProtectedRepository extends ComponentResource {
  readonly repository: Output<string>;
  readonly rulesetId: Output<number>;

  constructor(name: string, args: ProtectedRepositoryArgs, options: ComponentResourceOptions = {}) {
    const {
      repository,
      check = "evenkeel",
      otherChecks = [],
      checkAppId = GITHUB_ACTIONS,
      signedCommits = false,
    } = args;
    const reviews = whole("reviews", args.reviews ?? 2, 2, 10);
    const checks = named([
      { path: "check", value: check },
      ...otherChecks.map((value, index) => ({ path: `otherChecks[${index}]`, value })),
    ]);
    const branches = refsOf(args.branches);
    super(TYPE, name, {}, options);

    const ruleset = new RepositoryRuleset(
      name,
      {
        name,
        repository,
        target: "branch",
        enforcement: "active",
        conditions: { refName: { includes: branches, excludes: [] } },
        rules: {
          deletion: true,
          nonFastForward: true,
          requiredSignatures: signedCommits,
          pullRequest: {
            requiredApprovingReviewCount: reviews,
            requireCodeOwnerReview: true,
            dismissStaleReviewsOnPush: true,
            requireLastPushApproval: true,
          },
          requiredStatusChecks: {
            requiredChecks: checks.map((context) => ({ context, integrationId: checkAppId })),
            strictRequiredStatusChecksPolicy: true,
          },
        },
      },
      { parent: this },
    );
    new WorkflowRepositoryPermissions(
      name,
      { repository, canApprovePullRequestReviews: false, defaultWorkflowPermissions: "read" },
      { parent: this },
    );

    this.repository = ruleset.repository;
    this.rulesetId = ruleset.rulesetId;
    this.registerOutputs({ repository: this.repository, rulesetId: this.rulesetId });
  }
}

interface Given {
  readonly path: string;
  readonly value: string;
}

/** @throws InputPropertyError that names what is empty, or there twice. */
function named(all: readonly Given[]): string[] {
  for (const { path, value } of all) if (value.trim() === "") refuse(path, "must be the name of a check, but is empty");
  different(all, "their names");
  return all.map(({ value }) => value);
}

/** @throws InputPropertyError that names what is no branch. */
function refsOf(branches: readonly string[] | undefined): string[] {
  if (branches === undefined) return ["~DEFAULT_BRANCH"];
  if (branches.length === 0) refuse("branches", "must name a branch, or be left out for the default branch");
  const all = branches.map((value, index) => ({ path: `branches[${index}]`, value }));
  for (const { path, value } of all) {
    if (!/^(?!refs\/|~|\/)[^\s]+$/.test(value)) {
      refuse(path, `must be the name of a branch, as main or release/*, but is ${JSON.stringify(value)}`);
    }
  }
  different(all, "their names");
  return branches.map((branch) => `refs/heads/${branch}`);
}
