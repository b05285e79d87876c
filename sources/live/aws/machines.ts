import type { Findings } from "../live-stack";
import type { Account } from "./account";
import { batches } from "./batches";
import { spelled } from "./spelled";

/** All subnets: by them the analyser places load balancers, groups, tasks and addresses in zones. */
export async function readSubnets(account: Account, found: Findings): Promise<void> {
  const { ec2 } = account.packages;
  const client = new ec2.EC2Client({ region: account.region });
  const subnets = await account.askAll(
    "ec2:DescribeSubnets",
    ec2.paginateDescribeSubnets({ client }, {}),
    (page) => page.Subnets,
  );
  for (const { SubnetId: id = "", AvailabilityZone, CidrBlock, Ipv6CidrBlockAssociationSet = [] } of subnets) {
    const [{ Ipv6CidrBlock: ipv6CidrBlock } = {}] = Ipv6CidrBlockAssociationSet;
    found.add("aws:ec2/subnet:Subnet", id, spelled({ id, AvailabilityZone, CidrBlock, ipv6CidrBlock }));
  }
}

/** As many as one request may ask for. */
const INSTANCES_AT_ONCE = 200;

/** The zones of instances; those that are gone are left out. */
export async function readInstances(account: Account, found: Findings, ids: ReadonlySet<string>): Promise<void> {
  const { ec2 } = account.packages;
  const client = new ec2.EC2Client({ region: account.region });
  await Promise.all(
    batches([...ids], INSTANCES_AT_ONCE).map(async (some) => {
      const reservations = await account.askAll(
        "ec2:DescribeInstances",
        // Unlike a list of ids, a filter passes over an instance that has been terminated long ago.
        ec2.paginateDescribeInstances({ client }, { Filters: [{ Name: "instance-id", Values: some }] }),
        (page) => page.Reservations,
      );
      for (const instance of reservations.flatMap(({ Instances = [] }) => Instances)) {
        const { InstanceId: id = "", Placement: { AvailabilityZone } = {}, SubnetId, Tags = [] } = instance;
        const name = Tags.find(({ Key }) => Key === "Name")?.Value;
        found.add("aws:ec2/instance:Instance", id, spelled({ id, AvailabilityZone, SubnetId }), name);
      }
    }),
  );
}
