import { HABITS } from "./habits";

/** Requests of one second that wait for the same answer. */
export interface Cohort {
  readonly way: number;
  /** How often their clients have tried before. */
  readonly attempt: number;
  readonly at: number;
  count: number;
  /** Whether their clients have given up. */
  isAbandoned: boolean;
}

/** What became of requests in one second. */
export interface Ending {
  readonly cohort: Cohort;
  readonly count: number;
  readonly how: "served" | "refused" | "abandoned" | "cut off";
  /** Seconds that the client waited. */
  readonly latency: number;
}

/** What ails a backend: it is not there, or it takes requests and answers none. */
export type Ailment = "down" | "hangs";

/** One backend: a queue in front of something that serves so much a second, gets slower when pressed, and crashes when pressed too long. */
export class Server {
  readonly #queue: Cohort[] = [];
  #waiting = 0;
  #credit = 0;
  #full = 0;
  #ailment: Ailment | undefined;
  #downUntil = 0;
  #startedAt = -Infinity;
  /** Requests that it was sent, that others took for it included, since it was last asked. */
  received = 0;

  constructor(
    readonly name: string,
    readonly zone: string,
    readonly capacity: number,
  ) {}

  /** Those of which somebody still waits for the answer. */
  get pending(): number {
    return this.#queue.reduce((sum, { count, isAbandoned }) => sum + (isAbandoned ? 0 : count), 0);
  }

  isUp(now: number): boolean {
    return this.#ailment !== "down" && now >= this.#downUntil;
  }

  hangs(): boolean {
    return this.#ailment === "hangs";
  }

  /** Lets it fail until it is replaced, or for so long. */
  strike(ailment: Ailment | undefined): void {
    this.#ailment = ailment;
  }

  /** A new machine takes its place and runs at a time. */
  replaceBy(time: number): void {
    this.#ailment = undefined;
    this.#downUntil = time;
    this.#startedAt = time;
  }

  /** Seconds until a request that comes now is answered; without limit where it is not. */
  delay(now: number): number {
    if (!this.isUp(now) || this.hangs()) return Infinity;
    const power = this.#power(now);
    const use = Math.min(0.95, this.received / Math.max(1e-9, power));
    return HABITS.service / (1 - use) + this.#waiting / power;
  }

  /** Takes requests, or refuses them: those that it has no room for, and all where it is down. */
  take(cohort: Cohort, now: number): Ending[] {
    this.received += cohort.count;
    const room = this.isUp(now) ? Math.max(0, Math.ceil(this.capacity * HABITS.queue) - this.#waiting) : 0;
    const taken = Math.min(room, cohort.count);
    if (taken > 0) {
      this.#queue.push({ ...cohort, count: taken });
      this.#waiting += taken;
    }
    return taken < cohort.count ? [{ cohort, count: cohort.count - taken, how: "refused", latency: 0 }] : [];
  }

  /** Serves for one second. */
  run(now: number): Ending[] {
    if (!this.isUp(now)) return this.#drop();
    const endings = [...this.#giveUp(now), ...this.#serve(now)];
    this.#full = this.#waiting >= this.capacity * HABITS.queue * 0.7 ? this.#full + 1 : 0;
    if (this.#full < HABITS.crashAfter || this.hangs()) return endings;
    this.#full = 0;
    this.#downUntil = now + HABITS.restart;
    this.#startedAt = this.#downUntil;
    return [...endings, ...this.#drop()];
  }

  #serve(now: number): Ending[] {
    if (this.hangs()) return [];
    const power = this.#power(now);
    const speed = HABITS.service / (1 - Math.min(0.95, this.#waiting / Math.max(1, power)));
    this.#credit = Math.min(this.#credit + power, power + 1);
    const endings: Ending[] = [];
    for (let head = this.#queue[0]; head && this.#credit >= 1; head = this.#queue[0]) {
      const count = Math.min(head.count, Math.floor(this.#credit));
      this.#credit -= count;
      this.#waiting -= count;
      head.count -= count;
      // What is answered to nobody has ended when its client gave up.
      if (!head.isAbandoned) endings.push({ cohort: head, count, how: "served", latency: now - head.at + speed });
      if (head.count === 0) this.#queue.shift();
    }
    return endings;
  }

  #giveUp(now: number): Ending[] {
    const endings: Ending[] = [];
    for (const cohort of this.#queue) {
      if (now - cohort.at < HABITS.patience) break;
      if (cohort.isAbandoned) continue;
      cohort.isAbandoned = true;
      endings.push({ cohort, count: cohort.count, how: "abandoned", latency: HABITS.patience });
    }
    return endings;
  }

  #drop(): Ending[] {
    const lost = this.#queue.splice(0).filter(({ isAbandoned }) => !isAbandoned);
    [this.#waiting, this.#credit] = [0, 0];
    return lost.map((cohort) => ({ cohort, count: cohort.count, how: "cut off", latency: 0 }));
  }

  #power(now: number): number {
    const pressed = Math.max(0, this.#waiting / (this.capacity * HABITS.queue) - 0.3) / 0.7;
    const warmth = Math.min(1, Math.max(0, (now - this.#startedAt) / HABITS.warmup));
    const part = HABITS.cold + (1 - HABITS.cold) * warmth;
    return this.capacity * part * (1 - (1 - HABITS.thrashed) * Math.min(1, pressed));
  }
}
