import assert from "node:assert/strict";
import type { Deed } from "./operations-story";

/** It failed, for these findings, and left this deployed. */
export function stopped({ exitCode, blockedBy, deployed, output }: Deed, by: readonly string[], left: string): void {
  assert.deepEqual(
    { blockedBy, deployed, failed: exitCode !== 0 },
    { blockedBy: by, deployed: left, failed: true },
    output,
  );
}

/** It succeeded without a finding that blocks. */
export function passed({ exitCode, blockedBy, deployed, output }: Deed, left: string): void {
  assert.deepEqual({ exitCode, blockedBy, deployed }, { exitCode: 0, blockedBy: [], deployed: left }, output);
}

/** It succeeded, and the engine reported nothing of any pack. */
export function unjudged({ exitCode, deployed, output }: Deed, left: string): void {
  assert.deepEqual({ exitCode, deployed }, { exitCode: 0, deployed: left }, output);
  assert.doesNotMatch(output, /Policies:|policy pack/);
}
