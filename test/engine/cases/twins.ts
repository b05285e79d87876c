/** Two programs that differ in one fault only, and what the policies say of them, as `level policy resource`. */
export interface Twins {
  /** The program; `faulty` says which of the two it is. */
  readonly program: (faulty: boolean) => void;
  /** Of the faulty one, when the safe one is deployed and it is the change. */
  readonly change: readonly string[];
  /** Of the faulty one in a first preview, where that knows less. */
  readonly first?: readonly string[];
  /** Of the safe one; nothing, where not given. */
  readonly safe?: readonly string[];
  /** Of the safe one in a first preview, where that knows less. */
  readonly beginning?: readonly string[];
  readonly configuration?: Readonly<Record<string, unknown>>;
}

export const short = (resource: string) => `mandatory at-least-two-targets ${resource}`;
export const unproved = (resource: string) => `advisory traffic-is-provable ${resource}`;
