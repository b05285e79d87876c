import type { Properties, Value } from "../../../traffic";
import type { Collection } from "./permissions";
import type { Described } from "./project";

/** The type of the provider for a resource of a collection. */
interface Types {
  readonly global?: string;
  readonly regional?: string;
  readonly zonal?: string;
}

/** The types of the provider, whose resources have the same properties as those of the API, but for a few. */
const TYPES: Readonly<Record<Collection, Types>> = {
  autoscalers: { zonal: "autoscaler:Autoscaler", regional: "regionAutoscaler:RegionAutoscaler" },
  backendBuckets: { global: "backendBucket:BackendBucket", regional: "regionBackendBucket:RegionBackendBucket" },
  backendServices: {
    global: "backendService:BackendService",
    regional: "regionBackendService:RegionBackendService",
  },
  forwardingRules: {
    global: "globalForwardingRule:GlobalForwardingRule",
    regional: "forwardingRule:ForwardingRule",
  },
  healthChecks: { global: "healthCheck:HealthCheck", regional: "regionHealthCheck:RegionHealthCheck" },
  httpHealthChecks: { global: "httpHealthCheck:HttpHealthCheck" },
  httpsHealthChecks: { global: "httpsHealthCheck:HttpsHealthCheck" },
  instanceGroupManagers: {
    zonal: "instanceGroupManager:InstanceGroupManager",
    regional: "regionInstanceGroupManager:RegionInstanceGroupManager",
  },
  instanceGroups: { zonal: "instanceGroup:InstanceGroup" },
  networkEndpointGroups: {
    global: "globalNetworkEndpointGroup:GlobalNetworkEndpointGroup",
    regional: "regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
    zonal: "networkEndpointGroup:NetworkEndpointGroup",
  },
  targetGrpcProxies: { global: "targetGrpcProxy:TargetGrpcProxy" },
  targetHttpProxies: {
    global: "targetHttpProxy:TargetHttpProxy",
    regional: "regionTargetHttpProxy:RegionTargetHttpProxy",
  },
  targetHttpsProxies: {
    global: "targetHttpsProxy:TargetHttpsProxy",
    regional: "regionTargetHttpsProxy:RegionTargetHttpsProxy",
  },
  targetInstances: { zonal: "targetInstance:TargetInstance" },
  targetPools: { regional: "targetPool:TargetPool" },
  targetSslProxies: { global: "targetSSLProxy:TargetSSLProxy" },
  targetTcpProxies: { global: "targetTCPProxy:TargetTCPProxy", regional: "regionTargetTcpProxy:RegionTargetTcpProxy" },
  urlMaps: { global: "uRLMap:URLMap", regional: "regionUrlMap:RegionUrlMap" },
};

/** Undefined for a kind that takes no part in how traffic is shared. */
export function typeOf(collection: Collection, { zone, region }: Described): string | undefined {
  const { global, regional, zonal } = TYPES[collection];
  const own = zone !== undefined ? zonal : region !== undefined ? regional : global;
  return own === undefined ? undefined : `gcp:compute/${own}`;
}

/** The properties of the provider that are not those of the API. */
export function propertiesOf(collection: Collection, described: Described): Properties {
  const properties = described as Properties;
  return { ...properties, ...OTHERS[collection]?.(properties) };
}

const OTHERS: Partial<Record<Collection, (described: Properties) => Record<string, Value>>> = {
  autoscalers: ({ autoscalingPolicy = null }) => {
    const { minNumReplicas = null, maxNumReplicas = null, ...policy } = fieldsOf(autoscalingPolicy);
    return { autoscalingPolicy: { ...policy, minReplicas: minNumReplicas, maxReplicas: maxNumReplicas } };
  },
  forwardingRules: ({ IPAddress = null }) => ({ ipAddress: IPAddress }),
  instanceGroupManagers: ({ distributionPolicy = null, updatePolicy = null }) => {
    const { zones = [], targetShape = null } = fieldsOf(distributionPolicy);
    return {
      distributionPolicyZones: listOf(zones).map((one) => lastOf(fieldsOf(one)["zone"])),
      distributionPolicyTargetShape: targetShape,
      updatePolicy: updatePolicyOf(fieldsOf(updatePolicy)),
    };
  },
  targetSslProxies: ({ service = null }) => ({ backendService: service }),
  targetTcpProxies: ({ service = null }) => ({ backendService: service }),
};

/** The API gives a number or a percentage, each under its own name; the provider has a property for either. */
function updatePolicyOf(policy: Properties): Properties {
  const { maxUnavailable = null, maxSurge = null, ...others } = policy;
  const [unavailable, surge] = [fieldsOf(maxUnavailable), fieldsOf(maxSurge)];
  return {
    ...others,
    maxUnavailableFixed: unavailable["fixed"] ?? null,
    maxUnavailablePercent: unavailable["percent"] ?? null,
    maxSurgeFixed: surge["fixed"] ?? null,
    maxSurgePercent: surge["percent"] ?? null,
  };
}

function fieldsOf(value: Value | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** The name at the end of a link. */
export function lastOf(link: Value | undefined): string {
  return typeof link === "string" ? (link.split("/").at(-1) ?? link) : "";
}
