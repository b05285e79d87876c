import { getSubnetOutput, type GetSubnetResult } from "@pulumi/aws/ec2";
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

/** An address that serves. */
export interface AddressTarget {
  /** An address within the subnet. */
  readonly address: Input<string>;
  /** The subnet in which it is, and with it the availability zone. */
  readonly subnetId: Input<string>;
}

/** @typeParam P what is spoken at the addresses. */
export type AddressPoolArgs<P extends HttpProtocol | TcpProtocol = "HTTP"> = PoolArgs<P> & Named;

interface Named {
  /** The addresses, in at least two availability zones. */
  readonly addresses: AtLeastTwo<AddressTarget>;
  /** The security group of what has the addresses, which is to let the load balancer in. */
  readonly securityGroupId: Input<string>;
}

const TYPE = "evenkeel:aws:AddressPool";

/**
 * A target group with addresses that are named one by one.
 *
 * @throws InputPropertyError when an address is there twice, or one zone has almost all: at once where that is known, else before any
 *   of them is registered.
 */
export class AddressPool<P extends HttpProtocol | TcpProtocol = "HTTP"> extends ServingPool<P> {
  protected readonly targetGroup: TargetGroup;
  readonly securityGroupId: Output<string>;
  override readonly floor: Floor;

  constructor(name: string, args: AddressPoolArgs<P>, options: ComponentResourceOptions = {}) {
    super(TYPE, name, args, options);
    const named = itemsOf("addresses", args.addresses);
    const known = named.flatMap(({ path, item: { address } }) =>
      typeof address === "string" ? [{ path: `${path}.address`, value: address }] : [],
    );
    different(known, "what they are");
    this.securityGroupId = output(args.securityGroupId);
    const subnets = all(named.map(({ item: { subnetId } }) => getSubnetOutput({ id: subnetId }, { parent: this })));
    this.floor = namedFloor(
      named.length,
      subnets.apply((found) => found.map(zoneOf)),
    );
    const addresses = all(named.map(({ item: { address } }) => address));
    const found = all([subnets, addresses]);
    const there = whenKnown(this, `${TYPE} ${name}`, found, ([inSubnets, values]) => {
      const items = values.map((value, index) => ({ path: named[index]?.path ?? "addresses", value }));
      different(items, "what they are");
      spread("addresses", inSubnets.map(zoneOf));
    });
    const vpcId = subnets.apply(([first]) => first?.vpcId ?? "");
    this.targetGroup = new TargetGroup(name, { ...this.block, vpcId, targetType: "ip" }, there);
    for (const { path, item } of named) {
      new TargetGroupAttachment(
        `${name}-${path.replace(/^addresses\./, "")}`,
        { targetGroupArn: this.targetGroup.arn, targetId: item.address, port: args.port },
        there,
      );
    }
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}

function zoneOf({ availabilityZone }: GetSubnetResult): string {
  return availabilityZone;
}
