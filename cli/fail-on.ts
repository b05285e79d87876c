import { isBlocking } from "./report/words";
import type { StackReport } from "./report/report";
import { EXIT } from "./exit";

/** What makes a command end with 1. */
export const FAILURES = ["mandatory", "advisory", "collapse", "worse", "never"] as const;

export type FailOn = (typeof FAILURES)[number];

const IS_BAD: Readonly<Record<FailOn, (stack: StackReport) => boolean>> = {
  mandatory: ({ findings }) => findings.some(isBlocking),
  advisory: ({ findings }) => findings.length > 0,
  collapse: (stack) => became(stack, "collapse"),
  worse: (stack) => became(stack, "collapse") || became(stack, "worse"),
  never: () => false,
};

export function exitCode(stacks: readonly StackReport[], failOn: readonly FailOn[]): number {
  return stacks.some((stack) => failOn.some((one) => IS_BAD[one](stack))) ? EXIT.findings : EXIT.clean;
}

function became({ comparison }: StackReport, kind: "collapse" | "worse"): boolean {
  return comparison?.changes.some((change) => change.kind === kind) ?? false;
}
