import assert from "node:assert/strict";
import { at } from "../../support/at";
import { coreOnly } from "../../support/core";
import { capacity } from "../cases/gcp/capacity";
import type { Cases } from "../cases/gcp/cases";
import { groups } from "../cases/gcp/groups";
import { passthrough } from "../cases/gcp/passthrough";
import { Program } from "../cases/gcp/program";
import { routes } from "../cases/gcp/routes";
import type { Outcome } from "../outcome";
import { judges, observeEach, type Observe, type Stacks } from "../phases";
import { said } from "../verdicts";

/** Programs that share a stack: each judges its own resources, and the engine starts once for all of them. */
const STACKS: Readonly<Record<string, Cases>> = { groups, capacity, passthrough, routes };

/** Tests of what the policies on shares and floors say of stacks of Google Cloud. */
export function judgesGcp(observe: Observe, stacks: Stacks): void {
  for (const [stack, cases] of Object.entries(STACKS)) {
    const programs = Object.values(cases).map(({ program }, index) => (faulty: boolean) => {
      program(new Program(prefixOf(index)), faulty);
    });
    const observed = observeEach(programs, coreOnly(), { observe, stacks });
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      judges(name, one, at(observed, index), (outcome, expected) => {
        expect(outcome, prefixOf(index), expected);
      });
    }

    if (stacks === "apart") continue;
    it(`blocks the faulty programs, and only those: ${stack}`, async () => {
      const passed: boolean[] = [];
      for (const phase of PHASES) passed.push((await at(observed, 0)(phase)).ok);
      assert.deepEqual(passed, [true, false, true, false]);
    });
  }
}

const PHASES = ["beginning", "first", "safe", "change"] as const;

function prefixOf(index: number): string {
  return `case${index}-`;
}

/** Nothing else is said of the resources with this prefix. */
function expect({ violations, output }: Outcome, prefix: string, expected: readonly string[]): void {
  const own = violations.filter(({ urn }) => urn?.includes(`::${prefix}`));
  const words = said({ violations: own }).map((one) => one.replace(prefix, ""));
  const messages = own.map(({ message }) => message).join("\n");
  assert.deepEqual(words, [...expected].sort(), `${messages}\n${violations.length === 0 ? output : ""}`);
}
