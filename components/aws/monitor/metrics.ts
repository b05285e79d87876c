import type { Input } from "@pulumi/pulumi";
import type { Watched, WatchedPool, WatchedZone } from "./watched";

/** A metric of CloudWatch with the statistic of each minute that is looked at. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly stat: "Sum" | "Minimum" | "Maximum" | "SampleCount";
  readonly dimensions: Readonly<Record<string, Input<string>>>;
}

/**
 * The metrics of one load balancer.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export class Metrics {
  readonly #namespace: string;
  readonly #requests: string;
  readonly #balancer: Readonly<Record<string, Input<string>>>;

  constructor(readonly watched: Pick<Watched, "kind" | "balancer">) {
    const isApplication = watched.kind === "application";
    this.#namespace = isApplication ? "AWS/ApplicationELB" : "AWS/NetworkELB";
    this.#requests = isApplication ? "RequestCount" : "NewFlowCount";
    this.#balancer = { LoadBalancer: watched.balancer.arnSuffix };
  }

  /** Something of the load balancer as a whole. */
  ofAll(name: string, stat: Metric["stat"]): Metric {
    return { namespace: this.#namespace, name, stat, dimensions: this.#balancer };
  }

  /** Something of a pool; of its targets in one zone only, where one is given. */
  ofPool({ arnSuffix }: WatchedPool, name: string, stat: Metric["stat"], zone?: WatchedZone): Metric {
    const place: Readonly<Record<string, Input<string>>> = zone ? { AvailabilityZone: zone.name } : {};
    return { ...this.ofAll(name, stat), dimensions: { ...this.#balancer, TargetGroup: arnSuffix, ...place } };
  }

  /** The requests, or connections, for which it found a target. */
  get requests(): Metric {
    return this.ofAll(this.#requests, "Sum");
  }

  /** Those that its node in a zone took. */
  requestsIn(zone: WatchedZone): Metric {
    return { ...this.requests, dimensions: { ...this.#balancer, AvailabilityZone: zone.name } };
  }

  /** Those that a pool got. Connections are counted by target group, whichever load balancer they come from. */
  requestsTo(pool: WatchedPool): Metric {
    if (this.watched.kind === "application") return this.ofPool(pool, this.#requests, "Sum");
    return { ...this.requests, dimensions: { TargetGroup: pool.arnSuffix } };
  }
}
