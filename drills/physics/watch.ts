import type { Check } from "./plant";
import type { Random } from "./random";
import type { Server } from "./server";

/** The health check of a pool for one of its backends: it looks every so often, and goes by several answers in a row. */
export class Watch {
  #isHealthy = true;
  #streak = 0;
  readonly #phase: number;
  /** The second in which it became unhealthy. */
  since = 0;

  constructor(
    readonly server: Server,
    /** Null where nothing is checked: everything counts as healthy then. */
    public check: Check | null,
    /** How much of the pool's requests the backend takes compared with the others. */
    readonly takes: number,
    random: Random,
  ) {
    // Load balancers do not ask all backends at the same moment.
    this.#phase = Math.floor(random() * (check?.interval ?? 60));
  }

  get isHealthy(): boolean {
    return this.check === null || this.#isHealthy;
  }

  /** Looks where it is time; true where that changes what it says. */
  look(now: number): boolean {
    const { check, server } = this;
    if (!check || (now + this.#phase) % check.interval !== 0) return false;
    const answers = check.portOnly ? server.isUp(now) : server.delay(now) <= check.timeout;
    if (answers === this.#isHealthy) {
      this.#streak = 0;
      return false;
    }
    this.#streak += 1;
    if (this.#streak < (answers ? check.healthy : check.unhealthy)) return false;
    this.#isHealthy = answers;
    this.#streak = 0;
    this.since = now;
    return true;
  }
}
