import { coreOnly } from "../support/core";
import { evenkeel } from "./evenkeel";
import type { Outcome } from "./outcome";
import { newStack } from "./stack";

/** What the policies say of two programs that differ in one fault only, as `level policy resource`. */
export interface Expected {
  /** Of the faulty one, when the safe one is deployed and it is the change. */
  readonly change: readonly string[];
  /** Of the faulty one in a first preview, where that knows less. */
  readonly first?: readonly string[];
  /** Of the safe one; nothing, where not given. */
  readonly safe?: readonly string[];
  /** Of the safe one in a first preview, where that knows less. */
  readonly beginning?: readonly string[];
}

/** What happened to them. */
export interface Phases {
  /** The safe one in a first preview. */
  readonly beginning: Outcome;
  /** The faulty one in a first preview. */
  readonly first: Outcome;
  /** The update to the safe one. */
  readonly safe: Outcome;
  /** The preview of the change from the safe one to the faulty one. */
  readonly change: Outcome;
}

/**
 * Runs the safe and the faulty program of a stack in each phase of its life.
 *
 * @param configuration of the policies; those on shares and floors only, where not given.
 */
export async function phasesOf(
  program: (faulty: boolean) => void,
  configuration: Readonly<Record<string, unknown>> = coreOnly(),
): Promise<Phases> {
  const run = { packs: [evenkeel], packConfig: configuration };
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

/** A test for each phase. */
export function judges(
  name: string,
  { change, first = change, safe = [], beginning = safe }: Expected,
  observed: () => Promise<Phases>,
  expect: (outcome: Outcome, expected: readonly string[]) => void,
): void {
  it(`judges ${name} in a first preview`, async () => {
    expect((await observed()).first, first);
  });

  it(`lets its twin pass a first preview: ${name}`, async () => {
    expect((await observed()).beginning, beginning);
  });

  it(`lets its twin pass: ${name}`, async () => {
    expect((await observed()).safe, safe);
  });

  it(`judges the change to ${name}`, async () => {
    expect((await observed()).change, change);
  });
}
