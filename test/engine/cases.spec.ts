import assert from "node:assert/strict";
import { coreOnly } from "../support/core";
import { deployments } from "./cases/deployments";
import { groups } from "./cases/groups";
import { networks } from "./cases/networks";
import { others } from "./cases/others";
import { routes } from "./cases/routes";
import { splits } from "./cases/splits";
import type { Twins } from "./cases/twins";
import { weights } from "./cases/weights";
import type { Outcome } from "./outcome";
import { judges, phasesOf } from "./phases";
import { together } from "./together";
import { said } from "./verdicts";

const CASES: Readonly<Record<string, Twins>> = {
  ...weights,
  ...routes,
  ...groups,
  ...deployments,
  ...networks,
  ...others,
  ...splits,
};

describe("The pack on the engine", function () {
  // The first pairs wait for an engine that starts all of them.
  this.timeout(300_000);

  const observed = together(
    3,
    Object.fromEntries(
      Object.entries(CASES).map(([name, { program, configuration }]) => [
        name,
        () => phasesOf(program, { ...coreOnly(), ...configuration }),
      ]),
    ),
  );

  for (const [name, twins] of Object.entries(CASES)) judges(name, twins, () => observed(name), expect);
});

/** Nothing else is said, and the run fails if and only if something mandatory is. */
function expect(outcome: Outcome, expected: readonly string[]): void {
  const messages = outcome.violations.map(({ message }) => message).join("\n");
  assert.deepEqual(said(outcome), [...expected].sort(), `${messages}\n${outcome.output}`);
  assert.equal(outcome.ok, !expected.some((one) => one.startsWith("mandatory")), outcome.output);
}
