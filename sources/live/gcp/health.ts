import type { compute_v1 } from "@googleapis/compute";
import type { PoolHealth } from "../../../traffic";
import type { Described, Project } from "./project";
import { lastOf } from "./translations";

/**
 * The health of all backends of a service; undefined where it is not checked, or where nothing of it is told: a service that no
 * forwarding rule uses is not checked either.
 */
export async function readHealth(project: Project, described: Described): Promise<PoolHealth | undefined> {
  const service = described as compute_v1.Schema$BackendService;
  if ((service.healthChecks ?? []).length === 0) return undefined;
  const groups = (service.backends ?? []).flatMap(({ group }) => group ?? []);
  const answers = await Promise.all(
    groups.map((group) => project.ask("backendServices.getHealth", () => healthOf(project, service, group))),
  );
  const states = answers.flatMap(({ data }) => data.healthStatus ?? []).map(({ healthState }) => healthState);
  const here = states.filter((state) => state !== "DRAINING");
  if (here.length === 0) return undefined;
  const healthy = here.filter((state) => state === "HEALTHY").length;
  const unhealthy = here.filter((state) => state === "UNHEALTHY" || state === "TIMEOUT").length;
  return { healthy, untold: here.length - healthy - unhealthy, registered: here.length };
}

function healthOf({ client, id: project }: Project, service: compute_v1.Schema$BackendService, group: string) {
  const asked = { project, backendService: service.name ?? "", requestBody: { group } };
  return typeof service.region === "string"
    ? client.regionBackendServices.getHealth({ ...asked, region: lastOf(service.region) })
    : client.backendServices.getHealth(asked);
}
