/** A site of instances, a service and files behind one global load balancer, of components that hold two backends in two zones. */
import { ServiceIamMember, Service } from "@pulumi/gcp/cloudrunv2";
import { Firewall, InstanceTemplate, Network, Router, RouterNat, Subnetwork } from "@pulumi/gcp/compute";
import { Bucket, BucketIAMMember } from "@pulumi/gcp/storage";
import { Config } from "@pulumi/pulumi";
import {
  atLeastTwo,
  BucketPool,
  GlobalHttpLoadBalancer,
  RegionalInstancePool,
  ServerlessPool,
  split,
} from "evenkeel/gcp";

const config = new Config();
const domain = config.get("domain");
const green = config.getNumber("greenWeight") ?? 0;
const region = new Config("gcp").require("region");

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

/** A version of the site, on two to eight instances in two zones. */
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
    outlierDetection: { consecutiveErrors: 5 },
  });
}

const api = new Service("api", {
  location: region,
  ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  template: { containers: [{ image: "gcr.io/cloudrun/hello" }], scaling: { maxInstanceCount: 20 } },
});
new ServiceIamMember("api", { name: api.name, location: region, role: "roles/run.invoker", member: "allUsers" });

const files = new Bucket("files", { location: "EU", uniformBucketLevelAccess: true });
new BucketIAMMember("files", { bucket: files.name, role: "roles/storage.objectViewer", member: "allUsers" });

const site = new GlobalHttpLoadBalancer("site", {
  ...(domain === undefined ? {} : { domains: [domain] }),
  to: split({ to: version("blue"), weight: 100 - green }, { to: version("green"), weight: green }),
  rules: [
    { priority: 10, when: { path: ["/api/*"] }, then: { to: new ServerlessPool("api", { region, service: api }) } },
    {
      priority: 20,
      when: { path: ["/files/*"] },
      then: { to: new BucketPool("files", { bucketName: files.name, cdn: {} }), rewrite: { pathPrefix: "/" } },
    },
  ],
  labels: { site: "example" },
});

export const url = site.url;
export const ipAddress = site.ipAddress;
/** For dashboards and alerts of Cloud Monitoring. */
export const backendServiceNames = site.backendServiceNames;
