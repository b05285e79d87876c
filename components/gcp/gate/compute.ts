import type { compute_v1 } from "@googleapis/compute";
import { PATIENCE, Untold } from "../../gate/answers";
import type { Obstacle } from "../../gate/readiness";
import { asked } from "./asked";
import { computeClient } from "./client";
import { obstacle, type GroupHealth } from "./readiness";

const READ_ONLY = "https://www.googleapis.com/auth/compute.readonly";

const SERVICE = /projects\/([^/]+)\/(?:global|regions\/([^/]+))\/backendServices\/([^/]+)$/;

/**
 * Compute Engine, as far as the gate asks it.
 *
 * @param patience milliseconds that an answer may take.
 */
export async function openCompute(patience = PATIENCE) {
  const client = await computeClient(READ_ONLY);
  return {
    /**
     * What keeps a backend service from getting more traffic. A bucket, and a service that nobody checks since it scales by itself,
     * take what comes.
     *
     * @param only the groups that count; all by default.
     */
    async obstacleOf(link: string, atLeast: number, only?: ReadonlySet<string>): Promise<Obstacle> {
      const health = await healthOf({ client, patience }, link, only);
      if (health instanceof Untold) return { why: health.why, isCertain: false };
      return health && obstacle(health, atLeast);
    },
  };
}

export type Compute = Awaited<ReturnType<typeof openCompute>>;

async function healthOf(
  { client, patience }: { readonly client: compute_v1.Compute; readonly patience: number },
  link: string,
  only: ReadonlySet<string> | undefined,
): Promise<readonly GroupHealth[] | Untold | undefined> {
  const [, project = "", region, backendService = ""] = SERVICE.exec(link) ?? [];
  if (backendService === "") return undefined;
  const permission = region === undefined ? "compute.backendServices.get" : "compute.regionBackendServices.get";
  const which = { project, backendService };
  const service = await asked(permission, patience, (options) =>
    region === undefined
      ? client.backendServices.get(which, options)
      : client.regionBackendServices.get({ ...which, region }, options),
  );
  if (service instanceof Untold) return service;
  if ((service.healthChecks ?? []).length === 0) return undefined;
  const health: GroupHealth[] = [];
  for (const { group, failover } of service.backends ?? []) {
    if (typeof group !== "string" || (only && !only.has(group))) continue;
    const requestBody = { group };
    const answer = await asked(permission, patience, (options) =>
      region === undefined
        ? client.backendServices.getHealth({ ...which, requestBody }, options)
        : client.regionBackendServices.getHealth({ ...which, region, requestBody }, options),
    );
    if (answer instanceof Untold) return answer;
    const states = (answer.healthStatus ?? []).map(({ healthState }) => healthState ?? "UNKNOWN");
    health.push({ group, isStandby: failover === true, states });
  }
  return health;
}
