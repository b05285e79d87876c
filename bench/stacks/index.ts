import { awsService } from "./aws";
import { gcpService } from "./gcp";
import type { StateResource } from "./state";

/** Which clouds a stack of the benchmark is on: every service on one of them, or every other on either. */
export type Clouds = "AWS" | "Google Cloud" | "both";

/** Resources of one load-balanced service, on either cloud. */
const PER_SERVICE = 20;

type Service = (name: string, index: number) => StateResource[];

const SERVICES: Readonly<Record<Clouds, readonly Service[]>> = {
  AWS: [awsService],
  "Google Cloud": [gcpService],
  both: [awsService, gcpService],
};

/** A state of about so many resources: services behind a load balancer each, with everything that their cloud answers. */
export function stateOf(clouds: Clouds, resources: number): StateResource[] {
  const services = SERVICES[clouds];
  return Array.from({ length: Math.max(1, Math.round(resources / PER_SERVICE)) }, (_, index) =>
    (services[index % services.length] ?? awsService)(`svc${index}`, index),
  ).flat();
}
