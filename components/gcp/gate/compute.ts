import type { compute_v1 } from "@googleapis/compute";
import { Config } from "@pulumi/pulumi";
import { loaded, PATIENCE, Untold } from "../../gate/answers";
import type { Obstacle } from "../../gate/readiness";
import { asked } from "./asked";
import { obstacle, type GroupHealth } from "./readiness";

const READ_ONLY = "https://www.googleapis.com/auth/compute.readonly";

const SERVICE = /projects\/([^/]+)\/(?:global|regions\/([^/]+))\/backendServices\/([^/]+)$/;

/**
 * Compute Engine, as far as the gate asks it.
 *
 * @param patience milliseconds that an answer may take.
 */
export async function openCompute(patience = PATIENCE) {
  const { auth, compute } = await loaded("@googleapis/compute", () => import("@googleapis/compute"));
  const endpoint = new Config("gcp").get("computeCustomEndpoint") ?? process.env["GOOGLE_COMPUTE_CUSTOM_ENDPOINT"];
  const client = compute({
    version: "v1",
    auth: new auth.GoogleAuth({ scopes: [READ_ONLY], ...given() }),
    ...(endpoint === undefined ? {} : { rootUrl: `${new URL(endpoint).origin}/` }),
    retry: true,
    // The health of a group is asked for by POST, but changes nothing.
    retryConfig: { httpMethodsToRetry: ["GET", "POST"] },
  });
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

/** The credentials that the provider is given; else those that an application finds by itself. */
function given() {
  const value = new Config("gcp").get("credentials") ?? process.env["GOOGLE_CREDENTIALS"];
  if (value === undefined) return {};
  return value.trimStart().startsWith("{") ? { credentials: JSON.parse(value) as object } : { keyFile: value };
}

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
