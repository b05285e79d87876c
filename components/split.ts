import { refuse, whole } from "./checks";

/** A pool with the weight by which it gets traffic. */
export interface Weighted<Pool> {
  readonly to: Pool;
  /** A whole number from 0 on, against the weights of the others; 0 is no traffic. */
  readonly weight: number;
}

/** Traffic that is shared among pools by weight. Every pool is safe in itself, so that any weights are. */
export class Split<Pool> {
  /** @internal */
  readonly pools: readonly Weighted<Pool>[];
  // It is protected, so that nothing that has not been checked has the shape of a split.
  protected readonly isChecked = true;

  /**
   * @param most the greatest weight.
   * @throws InputPropertyError when a weight is out of range, all are 0, or a pool is there twice.
   * @internal
   */
  constructor(pools: readonly Weighted<Pool>[], most: number) {
    pools.forEach(({ weight }, index) => whole(`split[${index}].weight`, weight, 0, most));
    if (pools.every(({ weight }) => weight === 0)) refuse("split", "must give some pool a weight above 0");
    pools.forEach(({ to }, index) => {
      const first = pools.findIndex((one) => one.to === to);
      if (first < index) refuse(`split[${index}].to`, `must be another pool than that of split[${first}]`);
    });
    this.pools = pools;
  }
}
