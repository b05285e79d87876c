import type { InstanceState, LoadBalancerDescription } from "@aws-sdk/client-elastic-load-balancing";
import type { PoolHealth } from "../../../traffic";
import type { Findings } from "../live-stack";
import type { Account } from "./account";
import type { Registrars } from "./target-groups";
import { spelled } from "./spelled";

/**
 * Classic load balancers with the health of their instances, and those instances that nobody registers but a person.
 *
 * @returns the ids of those.
 */
export async function readClassic(account: Account, found: Findings, registrars: Registrars): Promise<string[]> {
  const { classic } = account.packages;
  const client = new classic.ElasticLoadBalancingClient({ region: account.region });
  const balancers = await account.askAll(
    "elasticloadbalancing:DescribeLoadBalancers",
    classic.paginateDescribeLoadBalancers({ client }, {}),
    (page) => page.LoadBalancerDescriptions,
  );
  const read = await Promise.all(
    balancers.map(async (balancer) => {
      const { LoadBalancerName } = balancer;
      const [{ LoadBalancerAttributes }, { InstanceStates = [] }] = await Promise.all([
        account.ask("elasticloadbalancing:DescribeLoadBalancerAttributes", () =>
          client.send(new classic.DescribeLoadBalancerAttributesCommand({ LoadBalancerName })),
        ),
        account.ask("elasticloadbalancing:DescribeInstanceHealth", () =>
          client.send(new classic.DescribeInstanceHealthCommand({ LoadBalancerName })),
        ),
      ]);
      return { balancer, attributes: LoadBalancerAttributes, states: InstanceStates };
    }),
  );
  return read.flatMap(({ balancer, attributes, states }) => {
    const { LoadBalancerName: name = "", DNSName: DnsName, AvailabilityZones, Subnets, HealthCheck } = balancer;
    const instances = byHand(balancer, registrars);
    const urn = found.add("aws:elb/loadBalancer:LoadBalancer", name, {
      name,
      ...spelled({ DnsName, AvailabilityZones, Subnets, HealthCheck }),
      crossZoneLoadBalancing: attributes?.CrossZoneLoadBalancing?.Enabled ?? false,
      instances,
    });
    found.addHealth(urn, healthOf(states));
    return instances;
  });
}

function byHand({ LoadBalancerName = "", Instances = [] }: LoadBalancerDescription, registrars: Registrars): string[] {
  const registered = registrars.instances.get(LoadBalancerName);
  return Instances.flatMap(({ InstanceId = [] }) => InstanceId).filter((id) => registered?.has(id) !== true);
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_InstanceState.html (State) */
function healthOf(states: readonly InstanceState[]): PoolHealth {
  const inState = (state: string) => states.filter(({ State }) => State === state).length;
  return { healthy: inState("InService"), untold: inState("Unknown"), registered: states.length };
}
