import type { Slice } from "../../drills/session/recording";
import type { Event } from "../../drills/session/events";
import type { Session } from "../../drills/session/session";

/** What follows a drill: a terminal, a page. */
export interface Follower {
  onEvents?(events: readonly Event[]): void;
  onSlice?(slice: Slice): void;
  onPause?(isPaused: boolean): void;
}

/** How often time is looked at, in milliseconds. */
const TICK = 200;

/** Lets the time of a drill pass with that on the wall, so many times as fast. */
export class Driver {
  readonly #followers: Follower[] = [];
  readonly #over: Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #behind = 0;
  #last = 0;
  #isPaused = false;
  #end: () => void = () => undefined;

  constructor(
    readonly session: Session,
    readonly speed: number,
  ) {
    this.#over = new Promise((resolve) => (this.#end = resolve));
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  /** Runs until the drill is over, or is left. */
  async run(): Promise<void> {
    this.#last = Date.now();
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK);
    await this.#over;
    clearInterval(this.#timer);
  }

  submit(line: string): void {
    this.#tell(this.session.submit(line));
  }

  /** Lets some seconds pass at once. */
  skip(seconds: number): void {
    this.#advance(this.session.now + seconds);
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    for (const one of this.#followers) one.onPause?.(isPaused);
  }

  /** Ends it as it is. */
  leave(): void {
    this.#end();
  }

  #tick(): void {
    const now = Date.now();
    if (!this.#isPaused) this.#behind += ((now - this.#last) / 1000) * this.speed;
    this.#last = now;
    const whole = Math.floor(this.#behind);
    this.#behind -= whole;
    if (whole > 0) this.#advance(this.session.now + whole);
  }

  #advance(until: number): void {
    this.#tell(
      this.session.advance(until, (slice) => {
        for (const one of this.#followers) one.onSlice?.(slice);
      }),
    );
  }

  #tell(events: readonly Event[]): void {
    if (events.length > 0) for (const one of this.#followers) one.onEvents?.(events);
    if (this.session.isOver) this.#end();
  }
}
