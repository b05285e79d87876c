import type {
  ElasticLoadBalancingV2Client,
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { PoolHealth } from "../../../traffic";
import type { Findings } from "../live-stack";
import type { Account } from "./account";
import { spelled } from "./spelled";

/** Who registers the targets of a target group by itself, so that they come and go. */
export interface Registrars {
  /** The instances of the Auto Scaling groups that are attached to a target group or a classic load balancer. */
  readonly instances: ReadonlyMap<string, ReadonlySet<string>>;
  /** The target groups in which ECS services register their tasks. */
  readonly services: ReadonlySet<string>;
}

/**
 * Target groups with the health of their targets, and those targets that nobody registers but a person.
 *
 * @returns the ids of those that are instances.
 */
export async function readTargetGroups(account: Account, found: Findings, registrars: Registrars): Promise<string[]> {
  const { balancing } = account.packages;
  const client = new balancing.ElasticLoadBalancingV2Client({ region: account.region });
  const groups = await account.askAll(
    "elasticloadbalancing:DescribeTargetGroups",
    balancing.paginateDescribeTargetGroups({ client }, {}),
    (page) => page.TargetGroups,
  );
  const read = await Promise.all(groups.map((group) => readOne(account, client, group)));
  return read.flatMap(({ group, attributes, targets }) => {
    const { TargetGroupName: name = "", TargetGroupArn: arn = "", TargetType } = group;
    const byHand = registrars.services.has(arn)
      ? []
      : targets.filter(({ Target: { Id = "" } = {} }) => registrars.instances.get(arn)?.has(Id) !== true);
    const urn = found.add("aws-native:elasticloadbalancingv2:TargetGroup", name, {
      ...spelled({ ...group, TargetGroupAttributes: attributes }),
      name,
      targets: byHand.map(({ Target = {} }) => spelled(Target)),
    });
    // A function has no health to speak of; the targets of a load balancer behind this one are looked at there.
    if (TargetType === "instance" || TargetType === "ip") found.addHealth(urn, healthOf(targets));
    return TargetType === "instance" ? byHand.flatMap(({ Target: { Id = [] } = {} }) => Id) : [];
  });
}

async function readOne(account: Account, client: ElasticLoadBalancingV2Client, group: TargetGroup) {
  const { balancing } = account.packages;
  const { TargetGroupArn } = group;
  const [{ Attributes }, { TargetHealthDescriptions = [] }] = await Promise.all([
    account.ask("elasticloadbalancing:DescribeTargetGroupAttributes", () =>
      client.send(new balancing.DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    ),
    account.ask("elasticloadbalancing:DescribeTargetHealth", () =>
      client.send(new balancing.DescribeTargetHealthCommand({ TargetGroupArn })),
    ),
  ]);
  const targets = TargetHealthDescriptions.filter(({ TargetHealth: { State = "" } = {} }) => !LEAVING.has(State));
  return { group, attributes: Attributes, targets };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html (State) */
const LEAVING: ReadonlySet<string> = new Set(["draining", "unhealthy.draining"]);

function healthOf(targets: readonly TargetHealthDescription[]): PoolHealth {
  const inState = (state: string) => targets.filter(({ TargetHealth }) => TargetHealth?.State === state).length;
  return { healthy: inState("healthy"), untold: inState("unavailable"), registered: targets.length };
}
