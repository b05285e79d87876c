import { HABITS } from "./habits";
import { wholeNumber, type Random } from "./random";
import type { Cohort, Ending } from "./server";

/** What became of the requests of one way in one second. */
export interface Answers {
  /** Requests of clients that had not tried before. */
  started: number;
  /** All of them, tried again or not. */
  attempts: number;
  served: number;
  failed: number;
  /** Those whose clients do not try again. */
  givenUp: number;
  /** How many each backend was sent, by name. */
  readonly sent: Map<string, number>;
  latencies: { readonly latency: number; readonly count: number }[];
}

export function noAnswers(): Answers {
  return { started: 0, attempts: 0, served: 0, failed: 0, givenUp: 0, sent: new Map(), latencies: [] };
}

/** Clients: they come by chance, and most of those that fail try again. */
export class Clients {
  readonly #retries = new Map<number, Cohort[]>();

  constructor(readonly random: Random) {}

  /** Those that are to try again at a later second. */
  get patient(): number {
    let count = 0;
    for (const all of this.#retries.values()) for (const one of all) count += one.count;
    return count;
  }

  /** The requests of a second, by way. */
  arrive(rates: readonly number[], now: number): Cohort[] {
    const again = this.#retries.get(now) ?? [];
    this.#retries.delete(now);
    const fresh = rates.map((rate, way) => ({
      ...{ way, attempt: 0, at: now, isAbandoned: false },
      count: this.#byChance(rate),
    }));
    return [...fresh, ...again].filter(({ count }) => count > 0);
  }

  /** Decides who tries again; the number of those who do not. */
  fail({ cohort, count }: Ending, now: number): number {
    if (cohort.attempt + 1 >= HABITS.tries) return count;
    let stay = 0;
    for (let one = 0; one < count; one += 1) if (this.random() < HABITS.perseverance) stay += 1;
    if (stay > 0) {
      const at = now + wholeNumber(this.random, 1, HABITS.backoff);
      const again = { way: cohort.way, attempt: cohort.attempt + 1, at, count: stay, isAbandoned: false };
      this.#retries.set(at, [...(this.#retries.get(at) ?? []), again]);
    }
    return count - stay;
  }

  /** How many come in a second: as Poisson's distribution has it, by its approximation for a number that is not small. */
  #byChance(rate: number): number {
    if (rate <= 0) return 0;
    if (rate > 30) {
      const normal = Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
      return Math.max(0, Math.round(rate + Math.sqrt(rate) * normal));
    }
    const limit = Math.exp(-rate);
    let count = 0;
    for (let left = this.random(); left > limit; left *= this.random()) count += 1;
    return count;
  }
}
