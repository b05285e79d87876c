/** Two programs that differ in what one policy finds. */
export interface Case {
  /**
   * @param name gives a resource the prefix of its case, so that all cases share a stack.
   * @param faulty says which of the two it is.
   */
  readonly program: (name: (own: string) => string, faulty: boolean) => void;
  readonly policy: string;
  /** The resource that the policy names. */
  readonly names: string;
  /** Whether a first preview of the faulty one knows too little to say so. */
  readonly isHiddenAtFirst?: boolean;
}

export type Cases = Readonly<Record<string, Case>>;

/** Options under which every case has something to find. */
export const CONFIGURATION = { "survives-a-loss": { maxShareAfterLoss: 0.5, lossOf: "backend" } };
