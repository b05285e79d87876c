import type { Expected } from "../phases";

/** Two programs that differ in one fault only. */
export interface Twins extends Expected {
  /** `faulty` says which of the two it is. */
  readonly program: (faulty: boolean) => void;
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Whether its addresses or its zones of names would be those of other programs too, if it shared a stack with them. */
  readonly isApart?: true;
}

export const short = (resource: string) => `mandatory at-least-two-targets ${resource}`;
export const unproved = (resource: string) => `advisory traffic-is-provable ${resource}`;
