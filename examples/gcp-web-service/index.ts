/** A global load balancer in front of a regional managed instance group, which is scaled between bounds. */
import * as compute from "@pulumi/gcp/compute";
import { Config, interpolate } from "@pulumi/pulumi";

const domain = new Config().get("domain");
const region = new Config("gcp").require("region");

/** The fewest instances: one in each of the three zones that a regional group has. */
const LEAST = 3;
const MOST = 9;

const network = new compute.Network("main", { autoCreateSubnetworks: false });
const subnet = new compute.Subnetwork("main", { network: network.id, region, ipCidrRange: "10.0.0.0/20" });
const fromBalancer = new compute.Firewall("balancer", {
  description: "From the load balancer and its health checks to the instances",
  network: network.id,
  allows: [{ protocol: "tcp", ports: ["80"] }],
  sourceRanges: ["130.211.0.0/22", "35.191.0.0/16"],
  targetTags: ["web"],
});

// Stands for the site: answers on port 80, and to the health check of the load balancer.
const startServer = `#!/bin/bash
mkdir -p /srv/www && cd /srv/www && echo ok > health && echo hello > index.html && exec python3 -m http.server 80
`;
const template = new compute.InstanceTemplate("web", {
  machineType: "e2-micro",
  tags: ["web"],
  disks: [{ sourceImage: "projects/debian-cloud/global/images/family/debian-12", boot: true, autoDelete: true }],
  networkInterfaces: [{ subnetwork: subnet.id }],
  metadataStartupScript: startServer,
});
const check = new compute.HealthCheck("web", {
  checkIntervalSec: 10,
  timeoutSec: 5,
  httpHealthCheck: { port: 80, requestPath: "/health" },
});
const instances = new compute.RegionInstanceGroupManager("web", {
  region,
  baseInstanceName: "web",
  versions: [{ instanceTemplate: template.selfLinkUnique }],
  namedPorts: [{ name: "http", port: 80 }],
  // An instance that fails the check is made anew.
  autoHealingPolicies: { healthCheck: check.id, initialDelaySec: 120 },
  // A new version is there before the old one goes, in each zone.
  updatePolicy: { type: "PROACTIVE", minimalAction: "REPLACE", maxSurgeFixed: 3, maxUnavailableFixed: 0 },
});
// The group has no targetSize: the scaling below sets it, and has a minimum.
new compute.RegionAutoscaler("web", {
  region,
  target: instances.id,
  autoscalingPolicy: { minReplicas: LEAST, maxReplicas: MOST, cpuUtilization: { target: 0.5 } },
});

const web = new compute.BackendService(
  "web",
  {
    loadBalancingScheme: "EXTERNAL_MANAGED",
    protocol: "HTTP",
    portName: "http",
    healthChecks: check.id,
    backends: [{ group: instances.instanceGroup, balancingMode: "UTILIZATION", capacityScaler: 1 }],
  },
  { dependsOn: fromBalancer },
);
const map = new compute.URLMap("web", { defaultService: web.id });
const address = new compute.GlobalAddress("web");
const target =
  domain === undefined
    ? new compute.TargetHttpProxy("web", { urlMap: map.id })
    : new compute.TargetHttpsProxy("web", {
        urlMap: map.id,
        sslCertificates: [new compute.ManagedSslCertificate("web", { managed: { domains: [domain] } }).id],
      });
new compute.GlobalForwardingRule("web", {
  loadBalancingScheme: "EXTERNAL_MANAGED",
  ipAddress: address.id,
  portRange: domain === undefined ? "80" : "443",
  target: target.id,
});

export const url = domain === undefined ? interpolate`http://${address.address}` : `https://${domain}`;
