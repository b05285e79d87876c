import type { Entry, Pool } from "./graph";
import type { Paths } from "./paths";
import type { Loss } from "./placed";
import { servedZones, type Served } from "./served";
import { spread, type Spread } from "./spread";

/** How each pool shares what it gets from each entry, worked out once: while all is well, or after a loss. */
export class Spreads {
  readonly #known = new Map<string, Spread>();
  readonly #served = new Map<string, Served>();

  constructor(
    readonly paths: Paths,
    readonly loss?: Loss,
  ) {}

  of(pool: Pool, entry: Entry | undefined): Spread {
    const key = `${entry?.id ?? ""} ${pool.id}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = spread(pool, entry, this.#servedBy(entry), this.loss);
    this.#known.set(key, made);
    return made;
  }

  #servedBy(entry: Entry | undefined): Served {
    if (!entry) return [undefined];
    const known = this.#served.get(entry.id);
    if (known) return known;
    const made = servedZones(this.paths.routesOf(entry.id), this.paths.graph.pools, entry, this.loss);
    this.#served.set(entry.id, made);
    return made;
  }
}
