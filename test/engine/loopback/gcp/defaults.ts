import type { Properties } from "../values";
import { kind } from "./paths";

const healthCheck = { checkIntervalSec: 5, healthyThreshold: 2, timeoutSec: 5, unhealthyThreshold: 2 };
const legacyHealthCheck = { ...healthCheck, port: 80, requestPath: "/" };
const managedGroup = {
  listManagedInstancesResults: "PAGELESS",
  waitForInstances: false,
  waitForInstancesStatus: "STABLE",
};

/** What the provider's own schema puts where a program says nothing; what the service fills in later is not here. */
const defaults: Readonly<Record<string, Properties>> = {
  "cloudrun:Service": { autogenerateRevisionName: false },
  "cloudrunv2:Service": { deletionProtection: true },
  "compute:Address": { addressType: "EXTERNAL" },
  "compute:BackendService": { connectionDrainingTimeoutSec: 300, loadBalancingScheme: "EXTERNAL" },
  "compute:ForwardingRule": { loadBalancingScheme: "EXTERNAL" },
  "compute:GlobalAddress": { addressType: "EXTERNAL" },
  "compute:GlobalForwardingRule": { loadBalancingScheme: "EXTERNAL" },
  "compute:HealthCheck": healthCheck,
  "compute:HttpHealthCheck": legacyHealthCheck,
  "compute:HttpsHealthCheck": { ...legacyHealthCheck, port: 443 },
  "compute:Instance": { canIpForward: false, deletionProtection: false },
  "compute:InstanceGroupManager": managedGroup,
  "compute:Network": { autoCreateSubnetworks: true },
  "compute:NetworkEndpointGroup": { networkEndpointType: "GCE_VM_IP_PORT" },
  "compute:RegionBackendService": { connectionDrainingTimeoutSec: 300, loadBalancingScheme: "INTERNAL" },
  "compute:RegionHealthCheck": healthCheck,
  "compute:RegionInstanceGroupManager": managedGroup,
  "compute:RegionNetworkEndpointGroup": { networkEndpointType: "SERVERLESS" },
  "compute:RegionTargetTcpProxy": { proxyHeader: "NONE" },
  "compute:TargetHttpsProxy": { quicOverride: "NONE" },
  "compute:TargetPool": { sessionAffinity: "NONE" },
  "compute:TargetSSLProxy": { proxyHeader: "NONE" },
  "compute:TargetTCPProxy": { proxyHeader: "NONE" },
  "dns:ManagedZone": { description: "Managed by Pulumi", forceDestroy: false, visibility: "public" },
  "networkservices:Gateway": { location: "global" },
  "networkservices:GrpcRoute": { location: "global" },
  "networkservices:Mesh": { location: "global" },
  "storage:Bucket": { forceDestroy: false, storageClass: "STANDARD" },
};

const http = { proxyHeader: "NONE", requestPath: "/" };
const stream = { proxyHeader: "NONE" };
const probes = {
  http2HealthCheck: http,
  httpHealthCheck: http,
  httpsHealthCheck: http,
  sslHealthCheck: stream,
  tcpHealthCheck: stream,
};
const scaling = {
  autoscalingPolicy: { cooldownPeriod: 60, mode: "ON" },
  "autoscalingPolicy.cpuUtilization": { predictiveMethod: "NONE" },
  "autoscalingPolicy.scalingSchedules": { disabled: false, timeZone: "UTC" },
};

const nested: Readonly<Record<string, Readonly<Record<string, Properties>>>> = {
  "compute:Autoscaler": scaling,
  // A regional service has no scaler of its own accord: without one, its backends get nothing.
  "compute:BackendService": {
    backends: { balancingMode: "UTILIZATION", capacityScaler: 1 },
    consistentHash: { minimumRingSize: 1024 },
  },
  "compute:HealthCheck": probes,
  "compute:RegionAutoscaler": scaling,
  "compute:RegionBackendService": {
    backends: { balancingMode: "UTILIZATION" },
    consistentHash: { minimumRingSize: 1024 },
  },
  "compute:RegionHealthCheck": probes,
};

export function defaultsOf(token: string): Properties {
  return defaults[kind(token)] ?? {};
}

export function nestedDefaultsOf(token: string, path: string): Properties {
  return nested[kind(token)]?.[path] ?? {};
}
