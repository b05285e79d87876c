import assert from "node:assert/strict";
import type { Observed } from "../phases";

const PHASES = ["beginning", "first", "safe", "change"] as const;

/** A test that the runs of faulty programs fail, and only those. */
export function blocksOnlyTheFaulty(stack: string, observed: Observed): void {
  it(`blocks the faulty programs, and only those: ${stack}`, async () => {
    const passed: boolean[] = [];
    for (const phase of PHASES) passed.push((await observed(phase)).ok);
    assert.deepEqual(passed, [true, false, true, false]);
  });
}
