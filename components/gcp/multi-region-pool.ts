import type { ComponentResourceOptions, CustomResourceOptions } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different, refuse } from "../checks";
import type { Guarantees } from "./monitor/watched";
import { Pool, type Front, type Service } from "./pool";
import type { HttpProtocol } from "./protocols";
import type { ServingPool } from "./serving-pool";

export interface MultiRegionPoolArgs<P extends HttpProtocol = "HTTP"> {
  /** The pools, each in a region of its own. How requests get to all of them is as the first says. */
  readonly pools: AtLeastTwo<ServingPool<P>>;
}

const TYPE = "evenkeel:gcp:MultiRegionPool";

/**
 * Pools of several regions behind a global load balancer, which sends clients to the nearest that has room. Each of them is safe in
 * itself, so that the clients near any region find two backends there.
 *
 * @throws InputPropertyError when two pools are in one region, or speak differently.
 * @see https://cloud.google.com/load-balancing/docs/https#request-distribution
 */
export class MultiRegionPool<P extends HttpProtocol = "HTTP"> extends Pool<P> {
  readonly protocol: P;
  readonly region = undefined;
  override readonly guarantees: Guarantees;
  readonly #pools: AtLeastTwo<ServingPool<P>>;

  constructor(name: string, { pools }: MultiRegionPoolArgs<P>, options: ComponentResourceOptions = {}) {
    const named = itemsOf("pools", pools);
    different(
      named.map(({ path, item }) => ({ path, value: item.region ?? "" })),
      "their regions",
    );
    const { first } = pools;
    for (const { path, item } of named) {
      if (item.protocol === first.protocol) continue;
      refuse(path, `must speak ${first.protocol}, as pools.first does, but speaks ${item.protocol}`);
    }
    super(TYPE, name, options);
    this.protocol = first.protocol;
    this.#pools = pools;
    // How its requests are shared among zones is up to where its clients are.
    this.guarantees = { groups: named.flatMap(({ item }) => item.guarantees?.groups ?? []) };
    this.registerOutputs({});
  }

  /** @internal */
  override unfit({ region }: Front): string | undefined {
    return region === undefined ? undefined : `are in ${region}, but ${this.label} is in several regions`;
  }

  protected serve(name: string, front: Front, options: CustomResourceOptions): Service {
    const { first, second, others = [] } = this.#pools;
    return first.serviceAcross(name, front, [second, ...others], options);
  }
}
