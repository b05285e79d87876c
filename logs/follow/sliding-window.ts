import { observed } from "../../traffic/observed";
import type { LoggedRequest } from "../request";
import type { Shared } from "../limits";

/** Steps by which a window moves on. */
const STEPS = 30;

/** Pools of which what is beyond the capacity is told apart. */
const MOST_POOLS = 1000;

/** A pool in the window, with each target that is told apart. */
export interface PoolNow extends Shared {
  readonly targets: readonly { readonly target: string; readonly requests: number; readonly share: number }[];
  /** Requests to targets that came when there was no more room: each is a target that is not told apart. */
  readonly others: number;
}

interface Place {
  readonly balancer: string;
  readonly pool: string;
  readonly target: string;
  readonly key: string;
}

/**
 * Who got how much in the last while. Time is that of the requests: the window ends with the latest of them, and what is older than
 * it when it comes is not counted. Memory is bounded: as many numbers as there are steps for each target that is told apart.
 */
export class SlidingWindow {
  /** Requests that came too late to be counted. */
  late = 0;
  readonly #step: number;
  readonly #places: (Place | undefined)[] = [];
  readonly #indices = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #slots: Uint32Array[];
  readonly #totals: Float64Array;
  #others = 0;
  #newest = -Infinity;

  /**
   * @param seconds the length of the window.
   * @param capacity targets that are told apart.
   */
  constructor(
    readonly seconds: number,
    readonly capacity = 10_000,
  ) {
    this.#step = seconds / STEPS;
    const size = capacity + MOST_POOLS + 1;
    this.#slots = Array.from({ length: STEPS }, () => new Uint32Array(size));
    this.#totals = new Float64Array(size);
  }

  /** Seconds since 1970 at which the window ends; -Infinity where nothing has come. */
  get end(): number {
    return (this.#newest + 1) * this.#step;
  }

  add({ time, balancer, pool, target }: LoggedRequest): void {
    const step = Math.floor(time / this.#step);
    if (step > this.#newest) this.#advance(step);
    if (step <= this.#newest - STEPS) {
      this.late += 1;
      return;
    }
    const index = this.#indexOf(balancer, pool, target);
    const slot = this.#slots[modulo(step)];
    if (!slot) return;
    slot[index] = (slot[index] ?? 0) + 1;
    this.#totals[index] = (this.#totals[index] ?? 0) + 1;
  }

  /** The pools that got requests, in no order. Requests that reached no target are left out. */
  get pools(): PoolNow[] {
    const pools = new Map<string, { place: Place; targets: { target: string; requests: number }[]; others: number }>();
    for (const [index, place] of this.#places.entries()) {
      const requests = this.#totals[index] ?? 0;
      if (!place || requests === 0) continue;
      const key = `${place.balancer}\n${place.pool}`;
      const known = pools.get(key) ?? { place, targets: [], others: 0 };
      pools.set(key, known);
      if (isOthers(place)) known.others += requests;
      else known.targets.push({ target: place.target, requests });
    }
    return [...pools.values()].map(({ place: { balancer, pool }, targets, others }) => {
      const known = targets.reduce((sum, { requests }) => sum + requests, 0);
      const total = known + others;
      // Into how many the others divide is not known: the more, the less they add to the sum of the squares. So this is the most.
      const most = observed(targets.map(({ requests }) => requests)).effectiveBackends * (total / (known || 1)) ** 2;
      const sorted = targets
        .map((one) => ({ ...one, share: one.requests / total }))
        .sort((a, b) => b.requests - a.requests);
      const [busiest] = sorted;
      const largestShare = busiest?.share ?? 0;
      return {
        balancer,
        pool,
        requests: total,
        effectiveBackends: most,
        largestShare,
        busiest: busiest?.target,
        targets: sorted,
        others,
      };
    });
  }

  /** Everything that leaves the window is taken away, and what has nothing left makes room. */
  #advance(step: number): void {
    const from = Math.max(this.#newest + 1, step - STEPS + 1);
    for (let next = from; next <= step; next += 1) {
      const slot = this.#slots[modulo(next)];
      if (!slot) continue;
      for (let index = 0; index < this.#places.length; index += 1) {
        const gone = slot[index] ?? 0;
        if (gone === 0) continue;
        this.#totals[index] = (this.#totals[index] ?? 0) - gone;
        slot[index] = 0;
      }
    }
    this.#newest = step;
    for (const [index, place] of this.#places.entries()) {
      if (!place || this.#totals[index] !== 0) continue;
      this.#indices.delete(place.key);
      if (isOthers(place)) this.#others -= 1;
      this.#places[index] = undefined;
      this.#free.push(index);
    }
  }

  #indexOf(balancer: string, pool: string, target: string): number {
    const key = `${balancer}\n${pool}\n${target}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    if (this.#indices.size - this.#others < this.capacity) return this.#take({ balancer, pool, target, key });
    const others = `${balancer}\n${pool}\n${OTHERS}`;
    const there = this.#indices.get(others);
    if (there !== undefined) return there;
    if (this.#others < MOST_POOLS) return this.#takeOthers({ balancer, pool, target: OTHERS, key: others });
    return this.#indices.get(OTHERS) ?? this.#takeOthers({ balancer: "others", pool: "", target: OTHERS, key: OTHERS });
  }

  #takeOthers(place: Place): number {
    this.#others += 1;
    return this.#take(place);
  }

  #take(place: Place): number {
    const index = this.#free.pop() ?? this.#places.length;
    this.#places[index] = place;
    this.#indices.set(place.key, index);
    return index;
  }
}

/** No target is named so: a line feed ends a line of a log. */
const OTHERS = "\n";

function isOthers({ target }: Place): boolean {
  return target === OTHERS;
}

function modulo(step: number): number {
  return ((step % STEPS) + STEPS) % STEPS;
}
