import type { Expected } from "../phases";

/** Two programs that differ in one fault only. */
export interface Twins extends Expected {
  /** `faulty` says which of the two it is. */
  readonly program: (faulty: boolean) => void;
  readonly configuration?: Readonly<Record<string, unknown>>;
}

export const short = (resource: string) => `mandatory at-least-two-targets ${resource}`;
export const unproved = (resource: string) => `advisory traffic-is-provable ${resource}`;
