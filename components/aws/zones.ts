import { getSubnetOutput } from "@pulumi/aws/ec2";
import { all, type ComponentResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { itemsOf, type AtLeastTwo } from "../at-least-two";
import { different } from "../checks";
import { whenKnown } from "../when-known";

/** An availability zone, by the subnet in it that is to be used. */
export interface Zone {
  /** The subnet. */
  readonly subnetId: Input<string>;
}

/** An availability zone that is looked up. */
export interface ZoneName {
  readonly key: string;
  readonly name: Output<string>;
}

/** Where something is placed. */
export interface Placement {
  /** The subnets, one in each zone. */
  readonly subnetIds: Input<string>[];
  readonly vpcId: Output<string>;
  /** The names of the availability zones, by what each is called in the names of what is made for it: `first`, `others[0]`. */
  readonly zones: readonly ZoneName[];
  /** Options of what is made there: it waits until it is known that the zones are different ones. */
  readonly there: CustomResourceOptions;
}

/**
 * The subnets of zones, which AWS is asked about as soon as they are known: two of one zone are one zone.
 *
 * @param label of the component that is placed, for messages.
 * @throws InputPropertyError when two zones have one subnet.
 */
export function placed(parent: ComponentResource, label: string, zones: AtLeastTwo<Zone>): Placement {
  const named = itemsOf("zones", zones);
  const known = named.flatMap(({ path, item: { subnetId } }) =>
    typeof subnetId === "string" ? [{ path: `${path}.subnetId`, value: subnetId }] : [],
  );
  different(known, "their subnets");
  const subnets = all(named.map(({ item }) => getSubnetOutput({ id: item.subnetId }, { parent })));
  return {
    subnetIds: named.map(({ item: { subnetId } }) => subnetId),
    vpcId: subnets.apply(([first]) => first?.vpcId ?? ""),
    zones: named.map(({ path }, index) => ({
      key: path.replace(/^zones\./, ""),
      name: subnets.apply((found) => found[index]?.availabilityZone ?? ""),
    })),
    there: whenKnown(parent, label, subnets, (found) => {
      const inZones = found.map(({ availabilityZone }, index) => {
        return { path: named[index]?.path ?? "zones", value: availabilityZone };
      });
      different(inZones, "their availability zones");
    }),
  };
}
