import type { Expected } from "../../phases";
import type { Program } from "./program";

/** Two programs that differ in one fault only. */
interface Case extends Expected {
  /** `faulty` says which of the two it is. */
  readonly program: (cloud: Program, faulty: boolean) => void;
}

export type Cases = Readonly<Record<string, Case>>;

export const above = (resource: string) => `mandatory max-traffic-share ${resource}`;
export const unchecked = (resource: string) => `mandatory health-check-required ${resource}`;
