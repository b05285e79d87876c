import type { Newborn } from "../cloud";
import { revealed, text } from "../values";

export const project = "evenkeel-test";
export const region = "us-central1";
export const zone = "us-central1-a";

/** Compute Engine's types are global unless they begin with `Region`, or stand in one of these lists. */
const zonal = new Set(
  `Autoscaler Disk Instance InstanceGroup InstanceGroupManager InstantSnapshot NetworkEndpointGroup NodeGroup Reservation
  StoragePool TargetInstance`.split(/\s+/),
);
const regional = new Set(
  `Address ForwardingRule InterconnectAttachment NetworkAttachment NetworkEdgeSecurityService NodeTemplate PacketMirroring
  ResourcePolicy Router ServiceAttachment Subnetwork TargetPool VPNTunnel`.split(/\s+/),
);

/** The paths that follow from no rule. A name in braces is an input, or the last part of the path that is put in. */
const irregular: Readonly<Record<string, string>> = {
  "appengine:Application": "{project}",
  "appengine:EngineSplitTraffic": "apps/{project}/services/{service}",
  "appengine:FlexibleAppVersion": "apps/{project}/services/{service}/versions/{versionId}",
  "appengine:StandardAppVersion": "apps/{project}/services/{service}/versions/{versionId}",
  "bigquery:Dataset": "projects/{project}/datasets/{datasetId}",
  "cloudfunctions:Function": "projects/{project}/locations/{region}/functions/{name}",
  "cloudrun:Service": "locations/{location}/namespaces/{project}/services/{name}",
  "compute:GlobalNetworkEndpoint": "{project}/{globalNetworkEndpointGroup}/{ipAddress}/{fqdn}/{port}",
  "compute:HaVpnGateway": "projects/{project}/regions/{region}/vpnGateways/{name}",
  "compute:InstanceFromMachineImage": "projects/{project}/zones/{zone}/instances/{name}",
  "compute:InstanceFromTemplate": "projects/{project}/zones/{zone}/instances/{name}",
  "compute:InstanceGroupMembership": "{project}/{zone}/{instanceGroup}/{instance}",
  "compute:ManagedSslCertificate": "projects/{project}/global/sslCertificates/{name}",
  "compute:MangedSslCertificate": "projects/{project}/global/sslCertificates/{name}",
  "compute:NetworkEndpoint": "{project}/{zone}/{networkEndpointGroup}/{instance}/{ipAddress}/{port}",
  "compute:NetworkEndpointList": "{project}/{zone}/{networkEndpointGroup}",
  "compute:RegionNetworkEndpoint": "{project}/{region}/{regionNetworkEndpointGroup}/{ipAddress}/{fqdn}/{port}",
  "compute:VPNGateway": "projects/{project}/regions/{region}/targetVpnGateways/{name}",
  "container:NodePool": "projects/{project}/locations/{location}/clusters/{cluster}/nodePools/{name}",
  "dns:ManagedZone": "projects/{project}/managedZones/{name}",
  "dns:RecordSet": "projects/{project}/managedZones/{managedZone}/rrsets/{name}/{type}",
  "logging:ProjectSink": "projects/{project}/sinks/{name}",
  "monitoring:AlertPolicy": "projects/{project}/alertPolicies/{name}",
  "monitoring:Dashboard": "projects/{project}/dashboards/{name}",
  "monitoring:NotificationChannel": "projects/{project}/notificationChannels/{name}",
  "storage:Bucket": "{name}",
  "storage:BucketObject": "{bucket}-{name}",
};

/** `gcp:compute/uRLMap:URLMap` is `compute:URLMap`. */
export function kind(token: string): string {
  const [, module = "", name = ""] = token.split(":");
  return `${module.split("/")[0] ?? ""}:${name}`;
}

/** What the provider fills in where a program names no place. */
export function placeOf(newborn: Newborn): Readonly<Record<"project" | "region" | "zone" | "location", string>> {
  const everywhere = newborn.token.startsWith("gcp:networkservices/");
  const given = (property: string) => text(newborn.inputs[property])?.split("/").at(-1);
  return {
    project: given("project") ?? project,
    region: given("region") ?? region,
    zone: given("zone") ?? zone,
    location: given("location") ?? (everywhere ? "global" : region),
  };
}

/** `projects/evenkeel-test/zones/us-central1-a/instances/web`, and its like for every type. */
export function pathOf(newborn: Newborn): string {
  const known = kind(newborn.token);
  const values: Readonly<Record<string, string>> = { ...placeOf(newborn), name: newborn.name };
  const input = (property: string) => {
    const value = revealed(newborn.inputs[property] ?? "");
    return typeof value === "number" ? String(value) : (text(value)?.split("/").at(-1) ?? "");
  };
  return (irregular[known] ?? regular(known)).replace(
    /\{(\w+)\}/g,
    (_, property: string) => values[property] ?? input(property),
  );
}

function regular(known: string): string {
  const [family = "", type = ""] = known.split(":");
  if (family !== "compute") return `projects/{project}/locations/{location}/${collection(type)}/{name}`;
  const [, scope, bare = type] = /^(Region|Global)?(.*)$/.exec(type) ?? [];
  return `projects/{project}/${where(scope, bare)}/${collection(bare)}/{name}`;
}

function where(scope: string | undefined, type: string): string {
  if (scope === "Region" || (scope === undefined && regional.has(type))) return "regions/{region}";
  return scope === undefined && zonal.has(type) ? "zones/{zone}" : "global";
}

/** `URLMap` is one of the `urlMaps`, `TargetHttpProxy` of the `targetHttpProxies`, `Mesh` of the `meshes`. */
function collection(type: string): string {
  const words = type.replace(
    /[A-Z]{2,}(?=[A-Z][a-z])/g,
    (acronym) => acronym.charAt(0) + acronym.slice(1).toLowerCase(),
  );
  const one = words.charAt(0).toLowerCase() + words.slice(1);
  if (one.endsWith("ies")) return one;
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return `${one}${/(s|sh|x)$/.test(one) ? "es" : "s"}`;
}
