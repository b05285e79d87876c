import { linkOf, type Kept } from "./gcp-resources";

const REGION = "regions/europe-west1";
const [ZONE, OTHER_ZONE] = ["zones/europe-west1-b", "zones/europe-west1-c"];

const BLUE = linkOf("instanceGroups", "blue", REGION);
const GREEN = linkOf("instanceGroups", "green", ZONE);
const LEGACY = linkOf("instanceGroups", "legacy", ZONE);
const PODS = linkOf("networkEndpointGroups", "pods", OTHER_ZONE);

const CHECK = { healthChecks: [linkOf("healthChecks", "alive")], loadBalancingScheme: "EXTERNAL_MANAGED" };

/** The states of the members of the groups, where they are not healthy. */
export interface States {
  readonly blue?: readonly string[];
  readonly green?: readonly string[];
}

/**
 * A project with a URL map that splits its traffic between two managed groups by weight, one of which is scaled; with a path to an
 * unmanaged group and a group of endpoints, and a TCP proxy.
 */
export function project([blue, green]: readonly [number, number] = [100, 0], states: States = {}): Kept[] {
  const healthy = (count: number) => Array.from({ length: count }, () => "HEALTHY");
  const service = (name: string, group: string, health: readonly string[]): Kept => ({
    ...{ collection: "backendServices", name, health: { [group]: health } },
    fields: { ...CHECK, backends: [{ group, balancingMode: "UTILIZATION", capacityScaler: 1 }] },
  });
  return [
    {
      ...{ collection: "forwardingRules", name: "web" },
      fields: { IPAddress: "203.0.113.1", target: linkOf("targetHttpProxies", "web"), portRange: "80-80" },
    },
    { collection: "targetHttpProxies", name: "web", fields: { urlMap: linkOf("urlMaps", "web") } },
    {
      ...{ collection: "urlMaps", name: "web" },
      fields: {
        defaultRouteAction: {
          weightedBackendServices: [
            { backendService: linkOf("backendServices", "blue"), weight: blue },
            { backendService: linkOf("backendServices", "green"), weight: green },
          ],
        },
        hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
        pathMatchers: [
          {
            name: "all",
            defaultService: linkOf("backendServices", "blue"),
            pathRules: [{ paths: ["/legacy/*"], service: linkOf("backendServices", "mixed") }],
          },
        ],
      },
    },
    { collection: "healthChecks", name: "alive", fields: { checkIntervalSec: 5, timeoutSec: 5, type: "HTTP" } },
    service("blue", BLUE, states.blue ?? healthy(4)),
    service("green", GREEN, states.green ?? healthy(1)),
    {
      ...{ collection: "backendServices", name: "mixed", health: { [LEGACY]: healthy(2), [PODS]: healthy(2) } },
      fields: {
        ...CHECK,
        backends: [LEGACY, PODS].map((group) => ({ group, balancingMode: "RATE", maxRate: 100, capacityScaler: 1 })),
      },
    },
    {
      ...{ collection: "instanceGroupManagers", name: "blue", place: REGION },
      fields: {
        targetSize: 4,
        instanceGroup: BLUE,
        distributionPolicy: { zones: [ZONE, OTHER_ZONE].map((zone) => ({ zone: linkTo(zone) })), targetShape: "EVEN" },
        updatePolicy: { type: "PROACTIVE", maxUnavailable: { fixed: 0, calculated: 0 }, maxSurge: { fixed: 2 } },
        autoHealingPolicies: [{ healthCheck: linkOf("healthChecks", "alive") }],
      },
    },
    {
      ...{ collection: "autoscalers", name: "blue", place: REGION },
      fields: {
        target: linkOf("instanceGroupManagers", "blue", REGION),
        autoscalingPolicy: { minNumReplicas: 2, maxNumReplicas: 8, mode: "ON" },
      },
    },
    {
      ...{ collection: "instanceGroupManagers", name: "green", place: ZONE },
      fields: { targetSize: 1, instanceGroup: GREEN },
    },
    { collection: "instanceGroups", name: "blue", place: REGION },
    { collection: "instanceGroups", name: "green", place: ZONE },
    {
      ...{ collection: "instanceGroups", name: "legacy", place: ZONE },
      members: ["one", "two"].map((name) => ({ instance: linkOf("instances", name, ZONE), status: "RUNNING" })),
    },
    {
      ...{ collection: "networkEndpointGroups", name: "pods", place: OTHER_ZONE },
      fields: { networkEndpointType: "GCE_VM_IP_PORT" },
      members: ["10.0.0.7", "10.0.0.8"].map((ipAddress) => ({ networkEndpoint: { ipAddress, port: 80 } })),
    },
    {
      ...{ collection: "networkEndpointGroups", name: "partner" },
      fields: { networkEndpointType: "INTERNET_FQDN_PORT" },
      members: [{ networkEndpoint: { fqdn: "partner.example", port: 443 } }],
    },
    {
      ...{ collection: "networkEndpointGroups", name: "inner-partner", place: REGION },
      fields: { networkEndpointType: "INTERNET_IP_PORT" },
      members: [{ networkEndpoint: { ipAddress: "203.0.113.9", port: 443 } }],
    },
    {
      ...{ collection: "networkEndpointGroups", name: "run", place: REGION },
      fields: { networkEndpointType: "SERVERLESS", cloudRun: { service: "run" } },
    },
    { ...{ collection: "targetTcpProxies", name: "mail" }, fields: { service: linkOf("backendServices", "blue") } },
    { ...{ collection: "backendBuckets", name: "files" }, fields: { bucketName: "files" } },
    { ...{ collection: "httpHealthChecks", name: "old" }, fields: { checkIntervalSec: 5, timeoutSec: 5 } },
    {
      ...{ collection: "forwardingRules", name: "inner", place: REGION },
      fields: { backendService: linkOf("backendServices", "inner", REGION), loadBalancingScheme: "INTERNAL" },
    },
    {
      ...{ collection: "backendServices", name: "inner", place: REGION, health: { [LEGACY]: healthy(2) } },
      fields: {
        ...{ healthChecks: [linkOf("healthChecks", "alive")], loadBalancingScheme: "INTERNAL" },
        backends: [{ group: LEGACY, balancingMode: "CONNECTION" }],
      },
    },
  ];
}

function linkTo(place: string): string {
  return `https://www.googleapis.com/compute/v1/projects/shop/${place}`;
}
