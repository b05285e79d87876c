import type { Traffic } from "../../traffic";
import { settled, waysOf } from "./ways";

/** How much traffic there is, and what a backend can take of it. */
export interface Capacities {
  /** New requests a second on each way in. */
  readonly rate: number;
  /** Requests a second that each backend of a member of a pool can serve. */
  readonly of: (member: string, pool: string) => number;
}

/** How much of its capacity a backend uses on a good day, so that the others can take over from one of two. */
const USE = 0.45;

/** Requests a second that are simulated, all ways together, and on one of them. */
const MOST = 300;
const USUAL = 45;

/**
 * What the backends of a service need to be able to take, for it to run well as it is configured. Those that get nothing are like those
 * beside them.
 */
export function capacitiesFor(traffic: Traffic): Capacities {
  const ways = waysOf(traffic);
  const rate = Math.min(USUAL, MOST / Math.max(1, ways.length));
  const [members, pools] = [new Map<string, number>(), new Map<string, number>()];
  for (const {
    alternatives: [loads = []],
  } of ways) {
    for (const { pool, share, spread } of loads) {
      const busiest = rate * settled(share) * settled(spread.largest);
      for (const { id } of pool.members) members.set(id, (members.get(id) ?? 0) + busiest);
    }
    const most = Math.max(0, ...loads.flatMap(({ pool }) => pool.members.map(({ id }) => members.get(id) ?? 0)));
    for (const { pool } of loads) pools.set(pool.id, Math.max(pools.get(pool.id) ?? 0, most));
  }
  const of = (member: string, pool: string) => {
    const own = members.get(member) ?? 0;
    return (own > 0 ? own : (pools.get(pool) ?? 0) > 0 ? (pools.get(pool) ?? 0) : rate) / USE;
  };
  return { rate, of };
}
