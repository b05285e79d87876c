import assert from "node:assert/strict";
import type { Outcome } from "../outcome";
import { said } from "../verdicts";
import { violationsOf } from "./prefix";

/** Expects that this is said of the resources with a prefix, and nothing else. */
export function saysNothingElse(prefix: string): (outcome: Outcome, expected: readonly string[]) => void {
  return (outcome, expected) => {
    const { violations, output } = outcome;
    const own = violationsOf(outcome, prefix);
    const words = said({ violations: own }).map((one) => one.replace(prefix, ""));
    const messages = own.map(({ message }) => message).join("\n");
    assert.deepEqual(words, [...expected].sort(), `${messages}\n${violations.length === 0 ? output : ""}`);
  };
}
