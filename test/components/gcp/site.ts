import { Service } from "@pulumi/gcp/cloudrunv2/service";
import { InstanceTemplate } from "@pulumi/gcp/compute/instanceTemplate";
import { Network } from "@pulumi/gcp/compute/network";
import {
  atLeastTwo,
  EndpointPool,
  RegionalInstancePool,
  ServerlessPool,
  type HttpHealthCheck,
} from "../../../components/gcp";

export const healthCheck: HttpHealthCheck = { path: "/health" };

export const REGION = "europe-west1";
export const ZONES = atLeastTwo(`${REGION}-b`, `${REGION}-c`);
export const OTHER_ZONES = atLeastTwo("us-central1-a", "us-central1-b");

/** What a pool of instances needs that is of no interest. */
export const LAUNCHED = {
  network: "projects/shop/global/networks/main",
  reach: { tags: ["web"] },
  instanceTemplate: "projects/shop/global/instanceTemplates/web",
} as const;

/** A network, and a template in it, of the program itself: neither is known before they are made. */
export function launched() {
  const network = new Network("main", { autoCreateSubnetworks: true });
  const template = new InstanceTemplate("web", {
    machineType: "e2-small",
    disks: [{ sourceImage: "debian-cloud/debian-12" }],
    networkInterfaces: [{ network: network.id }],
  });
  return { network: network.id, reach: LAUNCHED.reach, instanceTemplate: template.selfLinkUnique };
}

export const scaled = (name: string, args: object = {}) =>
  new RegionalInstancePool(name, {
    ...{ ...LAUNCHED, zones: ZONES, perZone: { min: 1, max: 3 }, port: 80, healthCheck },
    ...args,
  });

export const tcp = (name: string, args: object = {}) =>
  new RegionalInstancePool<"TCP">(name, {
    ...{ ...LAUNCHED, zones: ZONES, perZone: { min: 1, max: 3 }, port: 5432, protocol: "TCP", healthCheck: {} },
    ...args,
  });

export const endpoints = (name: string, args: object = {}) =>
  new EndpointPool(name, {
    ...{ network: LAUNCHED.network, reach: LAUNCHED.reach, port: 8080, healthCheck, maxRatePerEndpoint: 100 },
    endpoints: atLeastTwo(
      { zone: ZONES.first, instance: "node-1", address: "10.0.0.2" },
      { zone: ZONES.second, instance: "node-2", address: "10.0.1.2" },
    ),
    ...args,
  });

export const run = (name: string, args: object = {}) =>
  new Service(name, { location: REGION, template: { containers: [{ image: "hello" }] }, ...args });

export const serverless = (name: string, args: object = {}, service = run(name)) =>
  new ServerlessPool(name, { region: REGION, service, ...args });
