/** The type tokens of the resources that decide how Google Cloud shares traffic. */
export const FORWARDING_RULE = "gcp:compute/forwardingRule:ForwardingRule";
const GLOBAL_FORWARDING_RULE = "gcp:compute/globalForwardingRule:GlobalForwardingRule";
export const FORWARDING_RULES = [FORWARDING_RULE, GLOBAL_FORWARDING_RULE];

/** The proxies that route by a URL map. */
export const HTTP_PROXIES = [
  "gcp:compute/targetHttpProxy:TargetHttpProxy",
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  "gcp:compute/targetGrpcProxy:TargetGrpcProxy",
  "gcp:compute/regionTargetHttpProxy:RegionTargetHttpProxy",
  "gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy",
];
/** The proxies that have one backend service. */
export const TCP_PROXIES = [
  "gcp:compute/targetTCPProxy:TargetTCPProxy",
  "gcp:compute/targetSSLProxy:TargetSSLProxy",
  "gcp:compute/regionTargetTcpProxy:RegionTargetTcpProxy",
];

const URL_MAP = "gcp:compute/uRLMap:URLMap";
const REGION_URL_MAP = "gcp:compute/regionUrlMap:RegionUrlMap";
export const URL_MAPS = [URL_MAP, REGION_URL_MAP];

export const BACKEND_SERVICE = "gcp:compute/backendService:BackendService";
export const REGION_BACKEND_SERVICE = "gcp:compute/regionBackendService:RegionBackendService";
export const BACKEND_SERVICES = [BACKEND_SERVICE, REGION_BACKEND_SERVICE];
export const BACKEND_BUCKETS = [
  "gcp:compute/backendBucket:BackendBucket",
  "gcp:compute/regionBackendBucket:RegionBackendBucket",
];
/** What `adoptBackendService` of the components leaves in a stack. */
export const ADOPTED_BACKEND_SERVICE = {
  ...{ type: "evenkeel:gcp:AdoptedPool", property: "backendServiceId" },
  ...{ what: "backend service", backends: "backends" },
};
export const SERVICE_LB_POLICY = "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies";

export const INSTANCE_GROUP_MANAGER = "gcp:compute/instanceGroupManager:InstanceGroupManager";
const REGION_INSTANCE_GROUP_MANAGER = "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager";
export const MANAGED_GROUPS = [INSTANCE_GROUP_MANAGER, REGION_INSTANCE_GROUP_MANAGER];
export const AUTOSCALERS = ["gcp:compute/autoscaler:Autoscaler", "gcp:compute/regionAutoscaler:RegionAutoscaler"];
export const INSTANCE_GROUP = "gcp:compute/instanceGroup:InstanceGroup";
export const INSTANCE_GROUP_MEMBERSHIP = "gcp:compute/instanceGroupMembership:InstanceGroupMembership";
export const INSTANCES = [
  "gcp:compute/instance:Instance",
  "gcp:compute/instanceFromTemplate:InstanceFromTemplate",
  "gcp:compute/instanceFromMachineImage:InstanceFromMachineImage",
];

export const ENDPOINT_GROUP = "gcp:compute/networkEndpointGroup:NetworkEndpointGroup";
const REGION_ENDPOINT_GROUP = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";
export const GLOBAL_ENDPOINT_GROUP = "gcp:compute/globalNetworkEndpointGroup:GlobalNetworkEndpointGroup";
export const ENDPOINT_LIST = "gcp:compute/networkEndpointList:NetworkEndpointList";
/** Each type of endpoint with the property that names its group, and the type of that. */
export const ENDPOINTS: readonly (readonly [type: string, property: string, group: string])[] = [
  ["gcp:compute/networkEndpoint:NetworkEndpoint", "networkEndpointGroup", ENDPOINT_GROUP],
  ["gcp:compute/regionNetworkEndpoint:RegionNetworkEndpoint", "regionNetworkEndpointGroup", REGION_ENDPOINT_GROUP],
  ["gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint", "globalNetworkEndpointGroup", GLOBAL_ENDPOINT_GROUP],
];

/** What the `group` of a backend may be. */
export const GROUPS = [...MANAGED_GROUPS, INSTANCE_GROUP, ENDPOINT_GROUP, REGION_ENDPOINT_GROUP, GLOBAL_ENDPOINT_GROUP];

export const HEALTH_CHECKS = [
  "gcp:compute/healthCheck:HealthCheck",
  "gcp:compute/regionHealthCheck:RegionHealthCheck",
  "gcp:compute/httpHealthCheck:HttpHealthCheck",
  "gcp:compute/httpsHealthCheck:HttpsHealthCheck",
];

export const TARGET_POOL = "gcp:compute/targetPool:TargetPool";
export const TARGET_INSTANCE = "gcp:compute/targetInstance:TargetInstance";

export const CLOUD_RUN_SERVICE = "gcp:cloudrunv2/service:Service";
export const KNATIVE_SERVICE = "gcp:cloudrun/service:Service";
export const FUNCTION = "gcp:cloudfunctionsv2/function:Function";
export const FIRST_GENERATION_FUNCTION = "gcp:cloudfunctions/function:Function";

/** The routes of a service mesh. */
export const SERVICE_ROUTES = [
  "gcp:networkservices/httpRoute:HttpRoute",
  "gcp:networkservices/grpcRoute:GrpcRoute",
  "gcp:networkservices/tcpRoute:TcpRoute",
  "gcp:networkservices/tlsRoute:TlsRoute",
];
export const ALERT_POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
export const RECORD_SET = "gcp:dns/recordSet:RecordSet";
export const ADDRESSES = ["gcp:compute/address:Address", "gcp:compute/globalAddress:GlobalAddress"];
