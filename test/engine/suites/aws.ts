import assert from "node:assert/strict";
import { coreOnly } from "../../support/core";
import { deployments } from "../cases/deployments";
import { groups } from "../cases/groups";
import { networks } from "../cases/networks";
import { others } from "../cases/others";
import { routes } from "../cases/routes";
import { splits } from "../cases/splits";
import type { Twins } from "../cases/twins";
import { weights } from "../cases/weights";
import type { Outcome } from "../outcome";
import { judges, type Observe } from "../phases";
import { said } from "../verdicts";

const CASES: Readonly<Record<string, Twins>> = {
  ...weights,
  ...routes,
  ...groups,
  ...deployments,
  ...networks,
  ...others,
  ...splits,
};

/** Tests of what the policies on shares and floors say of stacks of AWS. */
export function judgesAws(observe: Observe): void {
  for (const [name, twins] of Object.entries(CASES)) {
    judges(name, twins, observe(twins.program, { ...coreOnly(), ...twins.configuration }), expect);
  }
}

/** Nothing else is said, and the run fails if and only if something mandatory is. */
function expect(outcome: Outcome, expected: readonly string[]): void {
  const messages = outcome.violations.map(({ message }) => message).join("\n");
  assert.deepEqual(said(outcome), [...expected].sort(), `${messages}\n${outcome.output}`);
  assert.equal(outcome.ok, !expected.some((one) => one.startsWith("mandatory")), outcome.output);
}
