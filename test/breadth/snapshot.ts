import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Judged } from "./judge";
import type { Verdict } from "./verdict";

const FILE = resolve(__dirname, "../../../test/breadth/verdicts.json");

/** Verdicts by the names of the examples. */
export type Snapshot = Readonly<Record<string, Verdict>>;

export function readSnapshot(): Snapshot {
  return JSON.parse(readFileSync(FILE, "utf8")) as Snapshot;
}

/** A reason stays as long as what it is the reason for. */
export function writeSnapshot(before: Snapshot, verdicts: Snapshot): void {
  const entries = Object.entries(verdicts).map(([name, verdict]) => [name, withReason(verdict, before[name])] as const);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}

function withReason(verdict: Verdict, before: Verdict | undefined): Verdict {
  if (verdict.verdict !== "blocked") return verdict;
  return { ...verdict, reason: before && isSame(verdict, before) ? (before.reason ?? "") : "" };
}

/** What is wrong with a verdict in the light of the snapshot, if anything is. */
export function complaint(judged: Judged | undefined, expected: Verdict | undefined): string | undefined {
  if (judged === undefined) return "is in the snapshot, and no longer in the documentation";
  if ("failure" in judged) return `the pack failed: ${judged.failure}`;
  if (expected === undefined) return `is not in the snapshot: ${shown(judged)}`;
  if (!isSame(judged, expected)) return `was: ${shown(expected)}\n  is: ${shown(judged)}`;
  return judged.verdict === "blocked" && !expected.reason ? `has no reason: ${shown(judged)}` : undefined;
}

/** The reason for a block is ours; the one for which an example cannot run is part of what happened. */
function isSame(one: Verdict, other: Verdict): boolean {
  const of = ({ verdict, said, reason }: Verdict) => [verdict, said, verdict === "cannot run" ? reason : undefined];
  return isDeepStrictEqual(of(one), of(other));
}

function shown({ verdict, said, reason }: Verdict): string {
  return [verdict, ...said, ...(verdict === "cannot run" ? [reason] : [])].join("; ");
}
