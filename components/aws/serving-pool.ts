import type { TargetGroup, TargetGroupArgs } from "@pulumi/aws/lb";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { Pool } from "./pool";
import type { HttpProtocol, Opening, TcpProtocol } from "./protocols";
import { poolBlock, type PoolArgs } from "./target-group";

/** A pool of targets that serve at a port. */
export abstract class ServingPool<P extends HttpProtocol | TcpProtocol> extends Pool<P> {
  protected abstract override readonly targetGroup: TargetGroup;
  readonly protocol: P;
  abstract override readonly securityGroupId: Output<string>;
  /** @internal */
  readonly openings: readonly Opening[];
  /** What the target group is made from, but for where its targets are. */
  protected readonly block: TargetGroupArgs;

  /** @throws InputPropertyError that names the property that is out of range. */
  constructor(type: string, name: string, args: PoolArgs<P>, options: ComponentResourceOptions) {
    const { protocol, openings, targetGroup } = poolBlock(args);
    super(type, name, options);
    this.protocol = protocol;
    this.openings = openings;
    this.block = targetGroup;
  }
}
