import type { Judged } from "./judge";

const KINDS = ["passes", "blocked", "unproved", "cannot run", "pack failed"] as const;

/** How many came out how, and how often each cause kept an example from running. */
export function summary(all: Iterable<Judged>): string {
  const kinds = new Map<string, number>();
  const causes = new Map<string, number>();
  for (const judged of all) {
    const kind = "failure" in judged ? "pack failed" : judged.verdict;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const cause = "verdict" in judged && judged.verdict === "cannot run" ? judged.reason : undefined;
    if (cause !== undefined) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  const total = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  const table = KINDS.map((kind) => `${String(kinds.get(kind) ?? 0).padStart(5)}  ${kind}`);
  const why = [...causes]
    .sort(([, one], [, other]) => other - one)
    .map(([cause, count]) => `${String(count).padStart(5)}  ${cause}`);
  return [`${total} examples:`, ...table, ...(why.length > 0 ? ["They cannot run because of:", ...why] : [])].join(
    "\n",
  );
}
