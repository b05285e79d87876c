import type { Outcome } from "./outcome";

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

export type Configuration = Readonly<Record<string, unknown>>;

export type Program = (faulty: boolean) => void;

export type Observed = (phase: keyof Phases) => Promise<Outcome>;

/** Says what happens to two programs, `faulty` and its safe twin, in a phase; the policies are configured so. */
export type Observe = (program: Program, configuration: Configuration) => Observed;

/** Whether programs share a stack, which costs least where an engine has to start, or each has one of its own. */
export type Stacks = "shared" | "apart";

/** What happens to each of several programs. */
export function observeEach(
  programs: readonly Program[],
  configuration: Configuration,
  { observe, stacks }: { readonly observe: Observe; readonly stacks: Stacks },
): Observed[] {
  if (stacks === "apart") return programs.map((program) => observe(program, configuration));
  const together = observe((faulty) => {
    for (const program of programs) program(faulty);
  }, configuration);
  return programs.map(() => together);
}

/** A test for each phase. */
export function judges(
  name: string,
  { change, first = change, safe = [], beginning = safe }: Expected,
  observed: Observed,
  expect: (outcome: Outcome, expected: readonly string[]) => void,
): void {
  it(`judges ${name} in a first preview`, async () => {
    expect(await observed("first"), first);
  });

  it(`lets its twin pass a first preview: ${name}`, async () => {
    expect(await observed("beginning"), beginning);
  });

  it(`lets its twin pass: ${name}`, async () => {
    expect(await observed("safe"), safe);
  });

  it(`judges the change to ${name}`, async () => {
    expect(await observed("change"), change);
  });
}
