import { setTimeout as sleep } from "node:timers/promises";

export type Operation = "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";

/** Something that goes wrong, or slowly, for the resources whose URN matches. */
export interface Fault {
  readonly on: Operation;
  readonly urn: RegExp;
  readonly message?: string;
  readonly delayMs?: number;
}

/** The faults in force. One provider serves many stacks: a fault meant for one names the stack in its pattern. */
export class Faults {
  readonly #faults = new Set<Fault>();

  /** Puts a fault in force; the function that is returned lifts it. */
  inject(fault: Fault): () => void {
    this.#faults.add(fault);
    return () => void this.#faults.delete(fault);
  }

  async strike(on: Operation, urn: string): Promise<void> {
    for (const fault of this.#faults) {
      if (fault.on !== on || !fault.urn.test(urn)) continue;
      if (fault.delayMs !== undefined) await sleep(fault.delayMs);
      if (fault.message !== undefined) throw new Error(fault.message);
    }
  }
}
