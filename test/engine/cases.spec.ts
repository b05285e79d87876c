import assert from "node:assert/strict";
import { resolve } from "node:path";
import { groups } from "./cases/groups";
import { others } from "./cases/others";
import type { Twins } from "./cases/twins";
import { weights } from "./cases/weights";
import type { Outcome } from "./outcome";
import { newStack } from "./stack";
import { together } from "./together";

const PACK = resolve(__dirname, "../../..");

const CASES: Readonly<Record<string, Twins>> = { ...weights, ...groups, ...others };

/** What happened to a pair of programs. */
interface Observed {
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
    const { change, first = change, safe = [] } = twins;

    it(`judges ${name} in a first preview`, async () => {
      expect((await observed(name)).first, first);
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
  const run = { packs: [PACK], ...(configuration ? { packConfig: configuration } : {}) };
  const written = (faulty: boolean) => () => {
    program(faulty);
    return Promise.resolve();
  };
  const stack = await newStack(written(true));
  try {
    const first = await stack.preview(run);
    stack.setProgram(written(false));
    const safe = await stack.up(run);
    stack.setProgram(written(true));
    return { first, safe, change: await stack.preview(run) };
  } finally {
    await stack.destroyFiles();
  }
}

/** Nothing else is said, and the run fails if and only if something mandatory is. */
function expect({ violations, ok, output }: Outcome, said: readonly string[]): void {
  const found = violations.map(({ level, policy, urn }) => `${level} ${policy} ${urn?.split("::").at(-1) ?? ""}`);
  const messages = violations.map(({ message }) => message).join("\n");
  assert.deepEqual(found.sort(), [...said].sort(), `${messages}\n${output}`);
  assert.equal(ok, !said.some((one) => one.startsWith("mandatory")), output);
}
