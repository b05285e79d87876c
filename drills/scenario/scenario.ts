import type { Plant } from "../physics/plant";
import type { Strike } from "../physics/strikes";

/** What a drill is about, as plain data: it can be kept in a file, and holds nothing of a stack but what a drill shows of it. */
export interface Scenario {
  readonly title: string;
  /** What a trainee is told at the start. */
  readonly briefing: string;
  readonly level: Level;
  /** Decides everything that happens by chance. */
  readonly seed: number;
  /** The service as it was, and as the change leaves it. */
  readonly before: Plant;
  readonly after: Plant;
  /** Seconds from the start until the change is made, and what happens besides. */
  readonly changeAt: number;
  readonly strikes: readonly Strike[];
  readonly history: readonly Change[];
  readonly truth: Truth;
  /** What happened when it was real: `+105 min: service restored`. */
  readonly asItWas: readonly Moment[];
}

/** 1: one fault, with hints. 2: one fault. 3: two at once, and no hints. */
export type Level = 1 | 2 | 3;

export interface Moment {
  /** Seconds from the change. */
  readonly at: number;
  readonly text: string;
}

/** A deployment, as the history shows it. */
export interface Change {
  /** Seconds from the change that matters: before it where negative. */
  readonly at: number;
  readonly title: string;
  readonly by: string;
  /** Property by property. */
  readonly lines: readonly string[];
}

/** What is wrong, which a trainee is to find out. */
export interface Truth {
  readonly faults: readonly Fault[];
  /** What the policy pack finds of the change that it did not find before. */
  readonly findings: readonly Found[];
}

export interface Fault {
  /** The kind of fault: `minimum of one`. */
  readonly kind: string;
  /** What is at fault, as a person names it. */
  readonly at: string;
  /** Names by which a diagnosis may mean it. */
  readonly names: readonly string[];
  /** Words by which a diagnosis may mean its kind. */
  readonly words: readonly string[];
  /** What it does, in a sentence. */
  readonly does: string;
  /** Where to look, what to look for. */
  readonly hints: readonly string[];
}

export interface Found {
  readonly policy: string;
  readonly level: "mandatory" | "advisory";
  readonly message: string;
}
