import { refuse } from "../checks";
import type { PacketProtocol } from "./protocols";
import type { RegionalInstancePool } from "./regional-instance-pool";

export interface FailoverArgs<P extends PacketProtocol = PacketProtocol> {
  /** The pool that has the traffic. */
  readonly primary: RegionalInstancePool<P>;
  /** The pool that takes over: of the same region, and as safe. */
  readonly standby: RegionalInstancePool<P>;
  /**
   * Part of the primary's instances that must be healthy, or the standby takes over: 0.5 to 1; 0.5 by default. With less, those that
   * are left would carry more than twice what they are meant to.
   */
  readonly ratio?: number;
  /** Whether traffic is dropped when no instance of either is healthy, instead of sent to all of the primary; false by default. */
  readonly dropTraffic?: boolean;
}

/**
 * Two pools, one of which takes over when the other fails. Both guarantee two backends in two zones, so that the one that takes over
 * is no single machine.
 *
 * @see https://cloud.google.com/load-balancing/docs/internal/failover-overview
 */
export class Failover<P extends PacketProtocol = PacketProtocol> {
  readonly primary: RegionalInstancePool<P>;
  readonly standby: RegionalInstancePool<P>;
  readonly ratio: number;
  readonly dropTraffic: boolean;
  // It is protected, so that nothing that has not been checked has the shape of a pair.
  protected readonly isChecked = true;

  /** @throws InputPropertyError when both are one pool, differ in what they serve, or the ratio is out of range. */
  constructor({ primary, standby, ratio = 0.5, dropTraffic = false }: FailoverArgs<P>) {
    if (primary === standby) refuse("standby", "must be another pool than primary");
    if (standby.region !== primary.region) {
      refuse("standby", `must be in ${primary.region}, as primary is, but is in ${standby.region}`);
    }
    const [own, other] = [primary, standby].map(({ protocol, ports }) => `${protocol} at ${ports.join(", ")}`);
    if (own !== other) refuse("standby", `must serve ${own ?? ""}, as primary does, but serves ${other ?? ""}`);
    if (!(ratio >= 0.5 && ratio <= 1)) refuse("ratio", `must be a number from 0.5 to 1, but is ${ratio}`);
    this.primary = primary;
    this.standby = standby;
    this.ratio = ratio;
    this.dropTraffic = dropTraffic;
  }
}
