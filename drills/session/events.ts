import type { Scenario } from "../scenario/scenario";
import type { Role } from "./roles";

/** How a drill is held. */
export interface Rules {
  /** Whether a group plays it, in roles. */
  readonly isGroup: boolean;
  /** Seconds after which it ends. */
  readonly limit: number;
}

/** What happens in a drill, for whoever shows it. */
export interface Event {
  readonly at: number;
  readonly kind: "alarm" | "recovered" | "log" | "asked" | "answer" | "problem" | "applied" | "over";
  readonly text: string;
}

/** A line that somebody has typed, and when. */
export interface Typed {
  readonly at: number;
  readonly line: string;
}

/** A drill that can be gone on with later: played again as it was, it comes to the same. */
export interface Saved {
  readonly version: 1;
  readonly scenario: Scenario;
  readonly rules: Rules;
  readonly now: number;
  readonly typed: readonly Typed[];
}

/** What somebody did that a debrief tells of. */
export interface Act {
  readonly at: number;
  readonly role: Role | undefined;
  readonly name: string;
  readonly text: string;
}
