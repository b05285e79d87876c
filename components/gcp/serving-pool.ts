import { HealthCheck, RegionHealthCheck } from "@pulumi/gcp/compute";
import type { ComponentResourceOptions, CustomResourceOptions, Input } from "@pulumi/pulumi";
import { GOOGLE_PROXIES, letIn, PASSTHROUGH_CHECKS } from "./firewall";
import { Pool, type Front, type Service } from "./pool";
import { isHttp, type HttpProtocol, type PacketProtocol } from "./protocols";
import { globalOnly, makeService } from "./service";
import { poolBlock, type PoolArgs, type PoolBlock } from "./serving";

/** One of the groups of a pool, as a backend service takes it. */
export interface Group {
  readonly group: Input<string>;
  readonly balancingMode: "UTILIZATION" | "RATE" | "CONNECTION";
  readonly maxUtilization?: number;
  readonly maxRatePerInstance?: number;
  readonly maxRatePerEndpoint?: number;
}

/** What takes over when the backends of a pool fail. */
export interface Standby {
  readonly pool: ServingPool<PacketProtocol>;
  /** Part of the backends that must be healthy, or it takes over. */
  readonly ratio: number;
  /** Whether traffic is dropped when no backend of either is healthy. */
  readonly dropTraffic: boolean;
}

/** A pool of machines that serve at a port. */
export abstract class ServingPool<P extends HttpProtocol | PacketProtocol> extends Pool<P> {
  readonly protocol: P;
  /** The ports at which its backends serve. */
  readonly ports: readonly number[];
  /** What the pool is made from, but for where its backends are. */
  protected readonly block: PoolBlock<P>;
  /** @internal */
  abstract readonly groups: readonly Group[];
  /** The name by which its groups tell the port; undefined where each endpoint has its own. */
  protected abstract readonly portName: string | undefined;

  /** @throws InputPropertyError that names the property that is out of range. */
  constructor(type: string, name: string, args: PoolArgs<P>, options: ComponentResourceOptions) {
    const block = poolBlock(args);
    super(type, name, options);
    this.block = block;
    this.protocol = block.protocol;
    this.ports = block.ports;
  }

  /** @internal */
  override unfit(front: Front): string | undefined {
    return super.unfit(front) ?? globalOnly(this.label, this.block.settings, front);
  }

  /**
   * Lets these networks in to its instances, unless others see to that.
   *
   * @internal
   */
  override letIn(
    name: string,
    from: { ranges: readonly Input<string>[]; description: string },
    options: CustomResourceOptions,
  ) {
    const { reach, network, openings } = this.block;
    return reach === "elsewhere" ? undefined : letIn(name, reach, { network, ...from }, openings, options);
  }

  /** Lets the health checks in, those of the load balancer and of the group itself. */
  protected letChecksIn(options: CustomResourceOptions) {
    const ranges = [...GOOGLE_PROXIES, ...(isHttp(this.protocol) ? [] : PASSTHROUGH_CHECKS)];
    return this.letIn(
      this.label,
      { ranges, description: `Google's proxies and health checks to ${this.label}` },
      options,
    );
  }

  /**
   * Makes what a load balancer leads to that serves from this pool and from others alike.
   *
   * @internal
   */
  serviceAcross(
    name: string,
    front: Front,
    others: readonly ServingPool<P>[],
    options: CustomResourceOptions,
  ): Service {
    return this.#make(name, front, options, { groups: [this, ...others].flatMap(({ groups }) => groups) });
  }

  /**
   * Makes what a load balancer leads to that has another pool to go to when this one fails.
   *
   * @internal
   */
  serviceWithStandby(name: string, front: Front, standby: Standby, options: CustomResourceOptions): Service {
    return this.#make(name, front, options, { groups: this.groups, standby });
  }

  protected serve(name: string, front: Front, options: CustomResourceOptions): Service {
    return this.#make(name, front, options, { groups: this.groups });
  }

  #make(
    name: string,
    front: Front,
    options: CustomResourceOptions,
    { groups, standby }: { readonly groups: readonly Group[]; readonly standby?: Standby },
  ): Service {
    const { check, service } = this.block;
    const { region } = front;
    // A hook is for what makes a route.
    const there = { ...options, hooks: {} };
    const healthChecks =
      region === undefined
        ? new HealthCheck(name, check, there).id
        : new RegionHealthCheck(name, { ...check, region }, there).id;
    // A passthrough load balancer sends to all alike, and refuses a scaler.
    const scaler = isHttp(this.protocol) ? { capacityScaler: 1 } : {};
    const backends = [
      ...groups.map((group) => ({ ...group, ...scaler })),
      ...(standby?.pool.groups ?? []).map((group) => ({ ...group, failover: true })),
    ];
    const policy = standby && {
      failoverPolicy: { failoverRatio: standby.ratio, dropTrafficIfUnhealthy: standby.dropTraffic },
    };
    const port = this.portName === undefined ? {} : { portName: this.portName };
    return makeService(name, front, { ...service, ...port, ...policy, healthChecks, backends }, options);
  }
}
