import type { Newborn } from "../cloud";
import { text, type Properties } from "../values";

export const project = "evenkeel-test";
export const region = "us-central1";
export const zone = "us-central1-a";

/** The collections whose names do not follow from the type, and the scope of those that are not global. */
const collections: Readonly<Record<string, string>> = {
  Address: "regions/*/addresses",
  Autoscaler: "zones/*/autoscalers",
  ForwardingRule: "regions/*/forwardingRules",
  GlobalAddress: "global/addresses",
  GlobalForwardingRule: "global/forwardingRules",
  GlobalNetworkEndpointGroup: "global/networkEndpointGroups",
  Instance: "zones/*/instances",
  InstanceFromTemplate: "zones/*/instances",
  InstanceGroup: "zones/*/instanceGroups",
  InstanceGroupManager: "zones/*/instanceGroupManagers",
  NetworkEndpointGroup: "zones/*/networkEndpointGroups",
  RegionAutoscaler: "regions/*/autoscalers",
  RegionBackendBucket: "regions/*/backendBuckets",
  RegionBackendService: "regions/*/backendServices",
  RegionHealthCheck: "regions/*/healthChecks",
  RegionInstanceGroupManager: "regions/*/instanceGroupManagers",
  RegionNetworkEndpointGroup: "regions/*/networkEndpointGroups",
  RegionSslCertificate: "regions/*/sslCertificates",
  RegionTargetHttpProxy: "regions/*/targetHttpProxies",
  RegionTargetHttpsProxy: "regions/*/targetHttpsProxies",
  RegionTargetTcpProxy: "regions/*/targetTcpProxies",
  RegionUrlMap: "regions/*/urlMaps",
  Subnetwork: "regions/*/subnetworks",
  TargetGrpcProxy: "global/targetGrpcProxies",
  TargetHttpProxy: "global/targetHttpProxies",
  TargetHttpsProxy: "global/targetHttpsProxies",
  TargetInstance: "zones/*/targetInstances",
  TargetPool: "regions/*/targetPools",
  TargetSSLProxy: "global/targetSslProxies",
  TargetTCPProxy: "global/targetTcpProxies",
  URLMap: "global/urlMaps",
};

/** What Google Cloud gives a new resource: a path, and for those of Compute Engine the link that is made from it. */
export function identify(newborn: Newborn): { id: string; outputs: Properties } {
  const [, module = "", type = ""] = newborn.token.split(":");
  const family = module.split("/")[0] ?? "";
  if (family === "compute") return compute(newborn, type);
  if (family === "dns") return { id: `projects/${project}/managedZones/zone/rrsets/${newborn.name}/A`, outputs: {} };
  if (family === "storage") return { id: newborn.name, outputs: {} };
  const place = text(newborn.inputs["location"]) ?? (family === "networkservices" ? "global" : region);
  const collection = type.charAt(0).toLowerCase() + type.slice(1);
  return { id: `projects/${project}/locations/${place}/${collection}s/${newborn.name}`, outputs: {} };
}

function compute(newborn: Newborn, type: string): { id: string; outputs: Properties } {
  const pattern = collections[type] ?? `global/${type.charAt(0).toLowerCase()}${type.slice(1)}s`;
  const place = pattern.startsWith("zones") ? "zone" : "region";
  const where = text(newborn.inputs[place])?.split("/").at(-1) ?? (place === "zone" ? zone : region);
  const id = `projects/${project}/${pattern.replace("*", where)}/${newborn.name}`;
  const link = `https://www.googleapis.com/compute/v1/${id}`;
  return {
    id,
    outputs: {
      selfLink: link,
      ...(pattern.startsWith("global") ? {} : { [place]: where }),
      ...(type.endsWith("InstanceGroupManager")
        ? { instanceGroup: link.replace("instanceGroupManagers", "instanceGroups") }
        : {}),
      ...(type.endsWith("ForwardingRule") ? { ipAddress: addressFrom(newborn) } : {}),
      ...(type.endsWith("Address") ? { address: addressFrom(newborn) } : {}),
    },
  };
}

/** An address that documentation may use, the same for the same resource. */
function addressFrom(newborn: Newborn): string {
  return `203.0.113.${(parseInt(newborn.hex(2), 16) % 254) + 1}`;
}
