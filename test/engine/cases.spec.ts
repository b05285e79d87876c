import assert from "node:assert/strict";
import { deployments } from "./cases/deployments";
import { groups } from "./cases/groups";
import { networks } from "./cases/networks";
import { others } from "./cases/others";
import { routes } from "./cases/routes";
import type { Twins } from "./cases/twins";
import { weights } from "./cases/weights";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newStack } from "./stack";
import { together } from "./together";
import { said } from "./verdicts";

const CASES: Readonly<Record<string, Twins>> = {
  ...weights,
  ...routes,
  ...groups,
  ...deployments,
  ...networks,
  ...others,
};

/** What happened to a pair of programs. */
interface Observed {
  /** The safe one in a first preview. */
  readonly beginning: Outcome;
  /** The faulty one in a first preview. */
  readonly first: Outcome;
  /** The update to the safe one. */
  readonly safe: Outcome;
  /** The preview of the change from the safe one to the faulty one. */
  readonly change: Outcome;
}

describe("The pack on the engine", function () {
  // The first pairs wait for an engine that starts all of them.
  this.timeout(300_000);

  const observed = together(
    3,
    Object.fromEntries(Object.entries(CASES).map(([name, twins]) => [name, () => observe(twins)])),
  );

  for (const [name, twins] of Object.entries(CASES)) {
    const { change, first = change, safe = [], beginning = safe } = twins;

    it(`judges ${name} in a first preview`, async () => {
      expect((await observed(name)).first, first);
    });

    it(`lets its twin pass a first preview: ${name}`, async () => {
      expect((await observed(name)).beginning, beginning);
    });

    it(`lets its twin pass: ${name}`, async () => {
      expect((await observed(name)).safe, safe);
    });

    it(`judges the change to ${name}`, async () => {
      expect((await observed(name)).change, change);
    });
  }
});

async function observe({ program, configuration }: Twins): Promise<Observed> {
  const run = { packs: [evenkeel], ...(configuration ? { packConfig: configuration } : {}) };
  const written = (faulty: boolean) => () => {
    program(faulty);
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

/** Nothing else is said, and the run fails if and only if something mandatory is. */
function expect(outcome: Outcome, expected: readonly string[]): void {
  const messages = outcome.violations.map(({ message }) => message).join("\n");
  assert.deepEqual(said(outcome), [...expected].sort(), `${messages}\n${outcome.output}`);
  assert.equal(outcome.ok, !expected.some((one) => one.startsWith("mandatory")), outcome.output);
}
