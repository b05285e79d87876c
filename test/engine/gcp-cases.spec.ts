import assert from "node:assert/strict";
import { capacity } from "./cases/gcp/capacity";
import type { Case, Cases } from "./cases/gcp/cases";
import { groups } from "./cases/gcp/groups";
import { passthrough } from "./cases/gcp/passthrough";
import { Program } from "./cases/gcp/program";
import { routes } from "./cases/gcp/routes";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newStack } from "./stack";
import { together } from "./together";
import { said } from "./verdicts";

/** Programs that share a stack: each judges its own resources, and the engine starts once for all of them. */
const STACKS: Readonly<Record<string, Cases>> = { groups, capacity, passthrough, routes };

/** What happened to a stack of programs. */
interface Observed {
  /** The safe ones in a first preview. */
  readonly beginning: Outcome;
  /** The faulty ones in a first preview. */
  readonly first: Outcome;
  /** The update to the safe ones. */
  readonly safe: Outcome;
  /** The preview of the change from the safe ones to the faulty ones. */
  readonly change: Outcome;
}

describe("The pack on the engine, for Google Cloud", function () {
  // The first stack waits for an engine that starts all of them.
  this.timeout(300_000);

  const observed = together(
    2,
    Object.fromEntries(Object.entries(STACKS).map(([name, cases]) => [name, () => observe(cases)])),
  );

  for (const [stack, cases] of Object.entries(STACKS)) {
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      const { change, first = change, safe = [], beginning = safe } = one;

      it(`judges ${name} in a first preview`, async () => {
        expect((await observed(stack)).first, index, first);
      });

      it(`lets its twin pass a first preview: ${name}`, async () => {
        expect((await observed(stack)).beginning, index, beginning);
      });

      it(`lets its twin pass: ${name}`, async () => {
        expect((await observed(stack)).safe, index, safe);
      });

      it(`judges the change to ${name}`, async () => {
        expect((await observed(stack)).change, index, change);
      });
    }

    it(`blocks the faulty programs, and only those: ${stack}`, async () => {
      const { beginning, first, safe, change } = await observed(stack);
      assert.deepEqual([beginning.ok, first.ok, safe.ok, change.ok], [true, false, true, false], beginning.output);
    });
  }
});

async function observe(cases: Cases): Promise<Observed> {
  const run = { packs: [evenkeel] };
  const written = (faulty: boolean) => () => {
    Object.values(cases).forEach(({ program }: Case, index) => {
      program(new Program(prefixOf(index)), faulty);
    });
    return Promise.resolve();
  };
  const stack = await newStack(written(false));
  try {
    const beginning = await stack.preview(run);
    stack.setProgram(written(true));
    const first = await stack.preview(run);
    stack.setProgram(written(false));
    const safe = await stack.up(run);
    stack.setProgram(written(true));
    return { beginning, first, safe, change: await stack.preview(run) };
  } finally {
    await stack.destroyFiles();
  }
}

function prefixOf(index: number): string {
  return `case${index}-`;
}

/** Nothing else is said of the resources of a program. */
function expect(outcome: Outcome, index: number, expected: readonly string[]): void {
  const prefix = prefixOf(index);
  const own = outcome.violations.filter(({ urn }) => urn?.includes(`::${prefix}`));
  const words = said({ violations: own }).map((one) => one.replace(prefix, ""));
  const messages = own.map(({ message }) => message).join("\n");
  const errors = outcome.violations.length === 0 ? outcome.output : "";
  assert.deepEqual(words, [...expected].sort(), `${messages}\n${errors}`);
}
