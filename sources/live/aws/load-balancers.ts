import type {
  Listener,
  LoadBalancer,
  Rule,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Findings } from "../live-stack";
import type { Account } from "./account";
import { spelled } from "./spelled";

/** Application, Network and Gateway Load Balancers with their listeners and rules. */
export async function readLoadBalancers(account: Account, found: Findings): Promise<void> {
  const { balancing } = account.packages;
  const client = new balancing.ElasticLoadBalancingV2Client({ region: account.region });
  const balancers = await account.askAll(
    "elasticloadbalancing:DescribeLoadBalancers",
    balancing.paginateDescribeLoadBalancers({ client }, {}),
    (page) => page.LoadBalancers,
  );
  await Promise.all(balancers.map((balancer) => readOne(account, client, found, balancer)));
}

async function readOne(
  account: Account,
  client: ElasticLoadBalancingV2Client,
  found: Findings,
  balancer: LoadBalancer,
): Promise<void> {
  const { balancing } = account.packages;
  const {
    LoadBalancerArn,
    LoadBalancerName: name = "",
    DNSName: DnsName,
    AvailabilityZones = [],
    ...fields
  } = balancer;
  const [{ Attributes }, listeners] = await Promise.all([
    account.ask("elasticloadbalancing:DescribeLoadBalancerAttributes", () =>
      client.send(new balancing.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
    ),
    account.askAll(
      "elasticloadbalancing:DescribeListeners",
      balancing.paginateDescribeListeners({ client }, { LoadBalancerArn }),
      (page) => page.Listeners,
    ),
  ]);
  found.add("aws-native:elasticloadbalancingv2:LoadBalancer", name, {
    ...spelled({ ...fields, LoadBalancerArn, DnsName, LoadBalancerAttributes: Attributes }),
    name,
    // The analyser places it by its subnets.
    subnets: AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? []),
  });
  await Promise.all(
    listeners.map(async (listener) => {
      const rules = await account.askAll(
        "elasticloadbalancing:DescribeRules",
        balancing.paginateDescribeRules({ client }, { ListenerArn: listener.ListenerArn }),
        (page) => page.Rules,
      );
      addListener(found, name, listener, rules);
    }),
  );
}

function addListener(found: Findings, balancer: string, listener: Listener, rules: readonly Rule[]): void {
  const id = `${balancer}:${listener.Port ?? "all"}`;
  found.add("aws-native:elasticloadbalancingv2:Listener", id, spelled(listener), balancer);
  for (const { Conditions = [], Priority: priority = "", ...rule } of rules) {
    // The default rule is what the listener says itself.
    if (rule.IsDefault === true) continue;
    found.add("aws-native:elasticloadbalancingv2:ListenerRule", `${id} ${priority}`, {
      ...spelled({ ...rule, ListenerArn: listener.ListenerArn }),
      priority: Number(priority),
      conditions: Conditions.map(conditionOf),
    });
  }
}

/** Only these conditions are shown; others may hold what nobody should read. */
function conditionOf({ HostHeaderConfig, PathPatternConfig }: NonNullable<Rule["Conditions"]>[number]) {
  return {
    ...(HostHeaderConfig ? { hostHeader: spelled(HostHeaderConfig) } : {}),
    ...(PathPatternConfig ? { pathPattern: spelled(PathPatternConfig) } : {}),
  };
}
