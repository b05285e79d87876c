import type { Program } from "./program";

/** Two programs that differ in one fault only, and what the policies say of them, as `level policy resource`. */
export interface Case {
  /** The program; `faulty` says which of the two it is. */
  readonly program: (cloud: Program, faulty: boolean) => void;
  /** Of the faulty one, when the safe one is deployed and it is the change. */
  readonly change: readonly string[];
  /** Of the faulty one in a first preview, where that knows less. */
  readonly first?: readonly string[];
  /** Of the safe one; nothing, where not given. */
  readonly safe?: readonly string[];
  /** Of the safe one in a first preview, where that knows less. */
  readonly beginning?: readonly string[];
}

export type Cases = Readonly<Record<string, Case>>;

export const above = (resource: string) => `mandatory max-traffic-share ${resource}`;
export const unchecked = (resource: string) => `mandatory health-check-required ${resource}`;
