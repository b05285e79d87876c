/** What is too concentrated. */
export interface Limits {
  /** The greatest share that one target of a pool may get, 0 to 1. */
  readonly maxShare: number | undefined;
  /** The fewest equally busy backends that a pool has to share as. */
  readonly minEffective: number | undefined;
  /** The requests of a pool below which it is not judged. */
  readonly minRequests: number;
}

/** A pool as it shared its requests. */
export interface Shared {
  readonly balancer: string;
  readonly pool: string;
  readonly requests: number;
  readonly largestShare: number;
  readonly effectiveBackends: number;
  /** The target with the largest share. */
  readonly busiest: string | undefined;
}

/** A limit that a pool does not keep. */
export interface Breach extends Shared {
  readonly limit: "max-share" | "min-effective";
  readonly allowed: number;
}

/** A pool is judged by its targets: of logs that name none, nothing is known. */
export function breaches(pools: readonly Shared[], { maxShare, minEffective, minRequests }: Limits): Breach[] {
  return pools
    .filter(({ requests, busiest }) => requests >= minRequests && busiest !== undefined)
    .flatMap((pool) => [
      ...(maxShare !== undefined && pool.largestShare > maxShare
        ? [{ ...pool, limit: "max-share" as const, allowed: maxShare }]
        : []),
      ...(minEffective !== undefined && pool.effectiveBackends < minEffective
        ? [{ ...pool, limit: "min-effective" as const, allowed: minEffective }]
        : []),
    ]);
}
