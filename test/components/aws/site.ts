import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { atLeastTwo, type AtLeastTwo, type HttpHealthCheck, type Zone } from "../../../components/aws";

export const healthCheck: HttpHealthCheck = { path: "/health" };

export const EVERYONE = { ipv4: ["0.0.0.0/0"] };

/** Subnets in two zones of a network. */
export function zones(): AtLeastTwo<Zone> {
  const [first, second] = ["a", "b"].map((letter, index) => subnet(letter, index));
  if (!first || !second) throw new Error("two subnets are expected");
  return atLeastTwo({ subnetId: first.id }, { subnetId: second.id });
}

export function subnet(letter: string, index: number, name = `subnet-${letter}`): Subnet {
  return new Subnet(name, { vpcId: "vpc-1", cidrBlock: `10.0.${index}.0/24`, availabilityZone: `us-east-1${letter}` });
}

/** An instance in a zone. */
export function instance(name: string, { subnetId }: Zone): Instance {
  return new Instance(name, { ami: "ami-1", instanceType: "m7g.large", subnetId });
}
