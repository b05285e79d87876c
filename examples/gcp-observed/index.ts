/** A canary whose team sees how its load is shared: alerts to a mailbox, and every request in BigQuery. */
import { Firewall, InstanceTemplate, Network, Router, RouterNat, Subnetwork } from "@pulumi/gcp/compute";
import { NotificationChannel } from "@pulumi/gcp/monitoring";
import { Config } from "@pulumi/pulumi";
import { atLeastTwo, GlobalHttpLoadBalancer, LoadBalancerLogSink, RegionalInstancePool, split } from "evenkeel/gcp";

const config = new Config();
const region = new Config("gcp").require("region");
const canary = config.getNumber("canaryWeight") ?? 10;

const network = new Network("main", { autoCreateSubnetworks: false });
const subnet = new Subnetwork("main", { network: network.id, region, ipCidrRange: "10.0.0.0/20" });
// The instances have no addresses of their own, and yet something to fetch.
const router = new Router("main", { network: network.id, region });
new RouterNat("main", {
  ...{ router: router.name, region },
  natIpAllocateOption: "AUTO_ONLY",
  sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
});
new Firewall("ssh", {
  description: "From Identity-Aware Proxy, for people who look after the instances",
  network: network.id,
  allows: [{ protocol: "tcp", ports: ["22"] }],
  sourceRanges: ["35.235.240.0/20"],
  targetTags: ["site"],
});

/** Stands for the site: answers on port 80, and to the health check. */
const startServer = (version: string) => `#!/bin/bash
mkdir -p /srv/www && cd /srv/www && echo ok > health && echo ${version} > index.html && exec python3 -m http.server 80
`;

/** A version of the site, all of whose requests are logged. */
function version(name: string): RegionalInstancePool {
  const template = new InstanceTemplate(name, {
    machineType: "e2-micro",
    tags: ["site"],
    disks: [{ sourceImage: "projects/debian-cloud/global/images/family/debian-12", boot: true, autoDelete: true }],
    networkInterfaces: [{ subnetwork: subnet.id }],
    metadataStartupScript: startServer(name),
  });
  return new RegionalInstancePool(name, {
    zones: atLeastTwo(`${region}-b`, `${region}-c`),
    perZone: { min: 1, max: 4 },
    port: 80,
    healthCheck: { path: "/health" },
    instanceTemplate: template.selfLinkUnique,
    network: network.id,
    reach: { tags: ["site"] },
    // A part of them would tell shares as well, but not who did what.
    logSampleRate: 1,
  });
}

// Who is told when traffic concentrates.
const team = new NotificationChannel("team", {
  type: "email",
  displayName: "The team of the site",
  labels: { email_address: config.require("email") },
});

const site = new GlobalHttpLoadBalancer("site", {
  to: split({ to: version("stable"), weight: 100 - canary }, { to: version("canary"), weight: canary }),
  monitor: { notify: [team.id], requestsPerTarget: 3000 },
});

// All load balancers of the project, from now on.
const logs = new LoadBalancerLogSink("logs", {
  datasetId: "lb_logs",
  location: "EU",
  // So that this example can be taken down again.
  deletesContents: true,
});

export const { url } = site;
export const concentrating = site.monitor?.concentrating;
export const logTable = logs.table;
