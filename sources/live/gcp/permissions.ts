/** Collections of Compute Engine that are listed whole, global and regional ones together where there are both. */
export const COLLECTIONS = [
  "autoscalers",
  "backendBuckets",
  "backendServices",
  "forwardingRules",
  "healthChecks",
  "httpHealthChecks",
  "httpsHealthChecks",
  "instanceGroupManagers",
  "instanceGroups",
  "networkEndpointGroups",
  "targetGrpcProxies",
  "targetHttpProxies",
  "targetHttpsProxies",
  "targetInstances",
  "targetPools",
  "targetSslProxies",
  "targetTcpProxies",
  "urlMaps",
] as const;

export type Collection = (typeof COLLECTIONS)[number];

/** What regional resources ask for besides, and the health and the endpoints. */
const OTHERS = [
  "compute.backendServices.get",
  "compute.globalForwardingRules.list",
  "compute.globalNetworkEndpointGroups.get",
  "compute.globalNetworkEndpointGroups.list",
  "compute.networkEndpointGroups.get",
  "compute.regionBackendServices.get",
  "compute.regionBackendServices.list",
  "compute.regionHealthChecks.list",
  "compute.regionNetworkEndpointGroups.get",
  "compute.regionNetworkEndpointGroups.list",
  "compute.regionTargetHttpProxies.list",
  "compute.regionTargetHttpsProxies.list",
  "compute.regionTargetTcpProxies.list",
  "compute.regionUrlMaps.list",
];

/**
 * The least role with which a project can be read, as `gcloud iam roles create --file` takes it.
 *
 * @see https://cloud.google.com/iam/docs/creating-custom-roles
 */
export function leastRole(): object {
  const listed = COLLECTIONS.map((collection) => `compute.${collection}.list`);
  return {
    title: "Evenkeel reads how traffic is shared",
    stage: "GA",
    includedPermissions: [...listed, ...OTHERS].sort(),
  };
}
