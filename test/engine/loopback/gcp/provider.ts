import type { Cloud } from "../cloud";
import type { Properties, Value } from "../values";
import { identify, project, region, zone } from "./identity";

const zones = ["a", "b", "c", "f"].map((letter) => `${region}-${letter}`);

const computed: Readonly<Record<string, Value>> = {
  project,
  region,
  zone,
  "RegionInstanceGroupManager.distributionPolicyTargetShape": "EVEN",
  "RegionInstanceGroupManager.distributionPolicyZones": zones.slice(0, 3),
};

/** What the provider's own schema puts where a program says nothing. */
const defaults: Readonly<Record<string, Properties>> = {
  BackendService: { connectionDrainingTimeoutSec: 300, loadBalancingScheme: "EXTERNAL" },
  RegionBackendService: { connectionDrainingTimeoutSec: 0, loadBalancingScheme: "INTERNAL" },
  GlobalForwardingRule: { loadBalancingScheme: "EXTERNAL" },
  ForwardingRule: { loadBalancingScheme: "EXTERNAL" },
  HealthCheck: { checkIntervalSec: 5, healthyThreshold: 2, timeoutSec: 5, unhealthyThreshold: 2 },
  NetworkEndpointGroup: { networkEndpointType: "GCE_VM_IP_PORT" },
  RegionNetworkEndpointGroup: { networkEndpointType: "SERVERLESS" },
  TargetPool: { sessionAffinity: "NONE" },
};

/** The inputs that Google Cloud cannot change in place, whatever has them. */
const fixed = [
  "name",
  "region",
  "zone",
  "location",
  "network",
  "subnetwork",
  "networkEndpointType",
  "networkEndpointGroup",
];

export const gcp: Cloud = {
  package: "gcp",
  sdk: "@pulumi/gcp",
  families: [
    "compute",
    "dns",
    "networkservices",
    "cloudrun",
    "cloudrunv2",
    "cloudfunctions",
    "cloudfunctionsv2",
    "storage",
  ],
  identify,
  computed: (token, property) => computed[`${type(token)}.${property}`] ?? computed[property],
  defaults: (token) => defaults[type(token)] ?? {},
  replaces: (_, property) => fixed.includes(property),
  functions: {
    "gcp:compute/getZones:getZones": () => ({ id: region, names: zones, project, region }),
    "gcp:compute/getRegions:getRegions": () => ({ id: project, names: [region, "europe-west1"], project }),
    "gcp:compute/getImage:getImage": () => ({ id: "image", name: "image", selfLink: "global/images/image", project }),
    "gcp:compute/getNetwork:getNetwork": () => ({
      id: "default",
      name: "default",
      selfLink: "global/networks/default",
    }),
    "gcp:organizations/getProject:getProject": () => ({ id: project, projectId: project, number: "123456789012" }),
    "gcp:organizations/getClientConfig:getClientConfig": () => ({ id: project, project, region, zone }),
  },
};

function type(token: string): string {
  return token.split(":").at(-1) ?? token;
}
