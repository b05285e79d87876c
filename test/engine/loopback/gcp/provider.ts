import type { Cloud } from "../cloud";
import type { Value } from "../values";
import { defaultsOf, nestedDefaultsOf } from "./defaults";
import { functions } from "./functions";
import { identify, links } from "./identity";
import { kind } from "./paths";

const computed: Readonly<Record<string, Value>> = {
  "cloudrun:Service.traffics": [{ latestRevision: true, percent: 100 }],
  "cloudrunv2:Service.ingress": "INGRESS_TRAFFIC_ALL",
  "cloudrunv2:Service.traffics": [{ percent: 100, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" }],
  "compute:BackendService.portName": "http",
  "compute:BackendService.protocol": "HTTP",
  "compute:BackendService.sessionAffinity": "NONE",
  "compute:BackendService.timeoutSec": 30,
  "compute:ForwardingRule.ipProtocol": "TCP",
  "compute:ForwardingRule.networkTier": "PREMIUM",
  "compute:GlobalForwardingRule.ipProtocol": "TCP",
  "compute:GlobalForwardingRule.networkTier": "PREMIUM",
  "compute:RegionBackendService.sessionAffinity": "NONE",
  "compute:RegionBackendService.timeoutSec": 30,
  "compute:RegionInstanceGroupManager.distributionPolicyTargetShape": "EVEN",
};

/** The inputs that Google Cloud cannot change in place, whatever has them. */
const fixed = new Set(["location", "name", "project", "region", "zone"]);

/** Those of one kind; `*` where it can change none. */
const fixedOf: Readonly<Record<string, readonly string[]>> = {
  "compute:Address": ["*"],
  "compute:GlobalAddress": ["*"],
  "compute:GlobalNetworkEndpoint": ["*"],
  "compute:GlobalNetworkEndpointGroup": ["*"],
  "compute:Instance": ["bootDisk", "networkInterfaces"],
  "compute:InstanceGroup": ["network"],
  "compute:InstanceGroupMembership": ["*"],
  "compute:InstanceTemplate": ["*"],
  "compute:NetworkEndpoint": ["*"],
  "compute:NetworkEndpointGroup": ["*"],
  "compute:NetworkEndpointList": ["networkEndpointGroup"],
  "compute:RegionBackendService": ["loadBalancingScheme", "network"],
  "compute:RegionInstanceGroupManager": ["distributionPolicyZones"],
  "compute:RegionNetworkEndpoint": ["*"],
  "compute:RegionNetworkEndpointGroup": ["*"],
  "compute:Subnetwork": ["network"],
  "compute:TargetInstance": ["instance", "natPolicy", "network"],
  "compute:TargetPool": ["sessionAffinity"],
  "dns:RecordSet": ["managedZone"],
};

/** A forwarding rule is made for good, but for these: where it leads, and who may come. */
const changeable: Readonly<Record<string, readonly string[]>> = {
  "compute:ForwardingRule": ["allowGlobalAccess", "labels", "sourceIpRanges", "target"],
  // The scheme changes while a classic load balancer moves to the present kind.
  "compute:GlobalForwardingRule": ["labels", "loadBalancingScheme", "sourceIpRanges", "target"],
};

export const gcp: Cloud = {
  package: "gcp",
  sdk: "@pulumi/gcp",
  families: [
    "appengine",
    "cloudfunctions",
    "cloudfunctionsv2",
    "cloudrun",
    "cloudrunv2",
    "compute",
    "container",
    "dns",
    "networkconnectivity",
    "networkservices",
    "storage",
  ],
  identify,
  computed: (token, property) => computed[`${kind(token)}.${property}`],
  defaults: defaultsOf,
  nestedDefaults: nestedDefaultsOf,
  replaces: (token, property) => {
    if (fixed.has(property)) return true;
    const inPlace = changeable[kind(token)];
    if (inPlace !== undefined) return !inPlace.includes(property);
    const own = fixedOf[kind(token)] ?? [];
    return own.includes(property) || own.includes("*");
  },
  found: (id) => ({ name: id.split("/").at(-1) ?? id, ...links(id) }),
  functions,
};
