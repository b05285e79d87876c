import { getInstanceOutput } from "@pulumi/aws/ec2";
import { TargetGroup, TargetGroupAttachment } from "@pulumi/aws/lb";
import { all, output, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different } from "../checks";
import { whenKnown } from "../when-known";
import { namedFloor, type Floor } from "./floor";
import type { HttpProtocol, TcpProtocol } from "./protocols";
import { ServingPool } from "./serving-pool";
import { spread } from "../spread";
import type { PoolArgs } from "./target-group";

/** An instance of EC2 that serves. */
export interface InstanceTarget {
  /** Its id. */
  readonly instanceId: Input<string>;
}

/** @typeParam P what the instances speak. */
export type InstancePoolArgs<P extends HttpProtocol | TcpProtocol = "HTTP"> = PoolArgs<P> & Named;

interface Named {
  /** The instances, in at least two availability zones. */
  readonly instances: AtLeastTwo<InstanceTarget>;
  /** The network of the instances. */
  readonly vpcId: Input<string>;
  /** The security group of the instances, which is to let the load balancer in. */
  readonly securityGroupId: Input<string>;
}

const TYPE = "evenkeel:aws:InstancePool";

/**
 * A target group with instances that are named one by one.
 *
 * @throws InputPropertyError when an instance is there twice, or one zone has almost all: at once where that is known, else before any
 *   of them is registered.
 */
export class InstancePool<P extends HttpProtocol | TcpProtocol = "HTTP"> extends ServingPool<P> {
  protected readonly targetGroup: TargetGroup;
  readonly securityGroupId: Output<string>;
  override readonly floor: Floor;

  constructor(name: string, args: InstancePoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    const named = itemsOf("instances", args.instances);
    const known = named.flatMap(({ path, item: { instanceId } }) =>
      typeof instanceId === "string" ? [{ path: `${path}.instanceId`, value: instanceId }] : [],
    );
    different(known, "their ids");
    this.securityGroupId = output(args.securityGroupId);
    const found = all(named.map(({ item: { instanceId } }) => getInstanceOutput({ instanceId }, { parent: this })));
    this.floor = namedFloor(
      named.length,
      found.apply((instances) => instances.map(({ availabilityZone }) => availabilityZone)),
    );
    const there = whenKnown(this, `${TYPE} ${name}`, found, (instances) => {
      const ids = instances.map(({ id }, index) => ({ path: named[index]?.path ?? "instances", value: id }));
      different(ids, "their ids");
      spread(
        "instances",
        instances.map(({ availabilityZone }) => availabilityZone),
      );
    });
    this.targetGroup = new TargetGroup(name, { ...this.block, vpcId: args.vpcId, targetType: "instance" }, there);
    for (const { path, item } of named) {
      new TargetGroupAttachment(
        `${name}-${path.replace(/^instances\./, "")}`,
        { targetGroupArn: this.targetGroup.arn, targetId: item.instanceId, port: args.port },
        there,
      );
    }
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}
