import assert from "node:assert/strict";
import { capacity } from "./cases/gcp/capacity";
import type { Cases } from "./cases/gcp/cases";
import { groups } from "./cases/gcp/groups";
import { passthrough } from "./cases/gcp/passthrough";
import { Program } from "./cases/gcp/program";
import { routes } from "./cases/gcp/routes";
import type { Outcome } from "./outcome";
import { judges, phasesOf } from "./phases";
import { together } from "./together";
import { said } from "./verdicts";

/** Programs that share a stack: each judges its own resources, and the engine starts once for all of them. */
const STACKS: Readonly<Record<string, Cases>> = { groups, capacity, passthrough, routes };

describe("The pack on the engine, for Google Cloud", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);

  const observed = together(
    2,
    Object.fromEntries(Object.entries(STACKS).map(([name, cases]) => [name, () => phasesOf(all(cases))])),
  );

  for (const [stack, cases] of Object.entries(STACKS)) {
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      judges(
        name,
        one,
        () => observed(stack),
        (outcome, expected) => {
          expect(outcome, prefixOf(index), expected);
        },
      );
    }

    it(`blocks the faulty programs, and only those: ${stack}`, async () => {
      const { beginning, first, safe, change } = await observed(stack);
      assert.deepEqual([beginning.ok, first.ok, safe.ok, change.ok], [true, false, true, false], beginning.output);
    });
  }
});

/** All programs in one, each with a prefix of its own. */
function all(cases: Cases): (faulty: boolean) => void {
  return (faulty) => {
    Object.values(cases).forEach(({ program }, index) => {
      program(new Program(prefixOf(index)), faulty);
    });
  };
}

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
