import type { ECSClient, Service } from "@aws-sdk/client-ecs";
import type { Findings } from "../live-stack";
import type { Account } from "./account";
import { batches } from "./batches";
import { spelled } from "./spelled";

/**
 * ECS services behind load balancers, with what they run on and what scales them.
 *
 * @returns the target groups in which they register their tasks.
 */
export async function readEcs(account: Account, found: Findings): Promise<Set<string>> {
  const { ecs } = account.packages;
  const client = new ecs.ECSClient({ region: account.region });
  const clusters = await account.askAll(
    "ecs:ListClusters",
    ecs.paginateListClusters({ client }, {}),
    (page) => page.clusterArns,
  );
  if (clusters.length === 0) return new Set();
  const [services] = await Promise.all([
    Promise.all(clusters.map((cluster) => servicesIn(account, client, cluster))),
    readCapacity(account, client, found, clusters),
    readScaling(account, found),
  ]);
  const behind = services.flat().filter(({ loadBalancers = [], deployments = [], taskSets = [] }) => {
    return loadBalancers.length > 0 || deployments.some(isInLattice) || taskSets.length > 0;
  });
  for (const service of behind) addService(found, service);
  return new Set(behind.flatMap(poolsOf));
}

/** As many as one request may ask for. */
const SERVICES_AT_ONCE = 10;

async function servicesIn(account: Account, client: ECSClient, cluster: string): Promise<Service[]> {
  const { ecs } = account.packages;
  const arns = await account.askAll(
    "ecs:ListServices",
    ecs.paginateListServices({ client, pageSize: 100 }, { cluster }),
    (page) => page.serviceArns,
  );
  const described = await Promise.all(
    batches(arns, SERVICES_AT_ONCE).map((services) =>
      account.ask("ecs:DescribeServices", () => client.send(new ecs.DescribeServicesCommand({ cluster, services }))),
    ),
  );
  return described.flatMap(({ services = [] }) => services);
}

function isInLattice({ vpcLatticeConfigurations = [] }: NonNullable<Service["deployments"]>[number]): boolean {
  return vpcLatticeConfigurations.length > 0;
}

function addService(found: Findings, service: Service): void {
  const { serviceName: name = "", clusterArn = "", deploymentConfiguration: deployment, deployments = [] } = service;
  const cluster = clusterArn.slice(clusterArn.lastIndexOf("/") + 1);
  found.add(
    "aws:ecs/service:Service",
    `${cluster}/${name}`,
    spelled({
      arn: service.serviceArn,
      name,
      cluster: clusterArn,
      desiredCount: service.desiredCount,
      schedulingStrategy: service.schedulingStrategy,
      // A service has either; the provider writes the strategy as a list.
      launchType: service.launchType,
      capacityProviderStrategies: service.capacityProviderStrategy,
      deploymentController: service.deploymentController,
      deploymentConfiguration: { strategy: deployment?.strategy },
      deploymentMinimumHealthyPercent: deployment?.minimumHealthyPercent,
      loadBalancers: service.loadBalancers?.map(({ loadBalancerName, ...block }) => {
        return { ...block, elbName: loadBalancerName };
      }),
      networkConfiguration: service.networkConfiguration?.awsvpcConfiguration,
      placementConstraints: service.placementConstraints,
      orderedPlacementStrategies: service.placementStrategy,
      vpcLatticeConfigurations: deployments.flatMap(({ vpcLatticeConfigurations = [] }) => vpcLatticeConfigurations),
    }),
    name,
  );
}

function poolsOf({ loadBalancers = [], taskSets = [] }: Service): string[] {
  const blocks = [...loadBalancers, ...taskSets.flatMap(({ loadBalancers: own = [] }) => own)];
  return blocks.flatMap(({ targetGroupArn, advancedConfiguration }) =>
    [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((arn) => arn !== undefined),
  );
}

/** As many as one request may ask for. */
const DESCRIBED_AT_ONCE = 100;

/** The clusters' usual capacity providers, and the groups of instances that are behind them. */
async function readCapacity(
  account: Account,
  client: ECSClient,
  found: Findings,
  arns: readonly string[],
): Promise<void> {
  const { ecs } = account.packages;
  const answers = await Promise.all(
    batches(arns, DESCRIBED_AT_ONCE).map((clusters) =>
      account.ask("ecs:DescribeClusters", () => client.send(new ecs.DescribeClustersCommand({ clusters }))),
    ),
  );
  const clusters = answers.flatMap((answer) => answer.clusters ?? []);
  for (const { clusterName: name = "", clusterArn: arn, defaultCapacityProviderStrategy: usual = [] } of clusters) {
    found.add("aws:ecs/cluster:Cluster", name, spelled({ arn, name }));
    if (usual.length === 0) continue;
    const strategies = { clusterName: name, defaultCapacityProviderStrategies: usual };
    found.add("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", name, spelled(strategies));
  }
  const names = new Set(clusters.flatMap(({ capacityProviders = [] }) => capacityProviders));
  await readProviders(
    account,
    client,
    found,
    [...names].filter((name) => !name.startsWith("FARGATE")),
  );
}

async function readProviders(
  account: Account,
  client: ECSClient,
  found: Findings,
  names: readonly string[],
): Promise<void> {
  const { ecs } = account.packages;
  const answers = await Promise.all(
    batches(names, DESCRIBED_AT_ONCE).map((capacityProviders) =>
      account.ask("ecs:DescribeCapacityProviders", () =>
        client.send(new ecs.DescribeCapacityProvidersCommand({ capacityProviders })),
      ),
    ),
  );
  const providers = answers.flatMap((answer) => answer.capacityProviders ?? []);
  for (const { name = "", capacityProviderArn: arn, autoScalingGroupProvider } of providers) {
    if (!autoScalingGroupProvider) continue;
    found.add("aws:ecs/capacityProvider:CapacityProvider", name, spelled({ arn, name, autoScalingGroupProvider }));
  }
}

async function readScaling(account: Account, found: Findings): Promise<void> {
  const { scaling } = account.packages;
  const client = new scaling.ApplicationAutoScalingClient({ region: account.region });
  const asked = { ServiceNamespace: scaling.ServiceNamespace.ECS };
  const [targets, actions] = await Promise.all([
    account.askAll(
      "application-autoscaling:DescribeScalableTargets",
      scaling.paginateDescribeScalableTargets({ client }, asked),
      (page) => page.ScalableTargets,
    ),
    account.askAll(
      "application-autoscaling:DescribeScheduledActions",
      scaling.paginateDescribeScheduledActions({ client }, asked),
      (page) => page.ScheduledActions,
    ),
  ]);
  for (const target of targets) {
    const { ResourceId: id = "" } = target;
    found.add("aws:appautoscaling/target:Target", id, spelled({ ...target, SuspendedState: undefined }));
  }
  for (const action of actions) {
    const { ResourceId = "", ScheduledActionName: name = "" } = action;
    found.add("aws:appautoscaling/scheduledAction:ScheduledAction", `${ResourceId} ${name}`, spelled(action), name);
  }
}
