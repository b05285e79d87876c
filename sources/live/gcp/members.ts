import type { Properties } from "../../../traffic";
import type { Described, Project } from "./project";
import { lastOf } from "./translations";

/** The links of the instances that an unmanaged group lists. */
export async function instancesOf(project: Project, { name, zone }: Described): Promise<string[]> {
  const all: string[] = [];
  let pageToken: string | null | undefined;
  do {
    const { data } = await project.ask("instanceGroups.listInstances", () =>
      project.client.instanceGroups.listInstances({
        project: project.id,
        zone: lastOf(zone as string),
        instanceGroup: name as string,
        ...(pageToken ? { pageToken } : {}),
        requestBody: { instanceState: "ALL" },
      }),
    );
    all.push(...(data.items ?? []).flatMap(({ instance }) => instance ?? []));
    pageToken = data.nextPageToken;
  } while (pageToken);
  return all;
}

/** The kinds of groups that are more than a list of endpoints: who serves there is decided elsewhere. */
const WITHOUT_ENDPOINTS: ReadonlySet<unknown> = new Set(["SERVERLESS", "PRIVATE_SERVICE_CONNECT", "GCE_VM_IP_PORTMAP"]);

/** The endpoints that a group lists. */
export async function endpointsOf(project: Project, described: Described): Promise<Properties[]> {
  if (WITHOUT_ENDPOINTS.has(described["networkEndpointType"])) return [];
  const all: Properties[] = [];
  let pageToken: string | null | undefined;
  do {
    const { data } = await project.ask("networkEndpointGroups.listNetworkEndpoints", () =>
      endpointPage(project, described, pageToken ? { pageToken } : {}),
    );
    all.push(...(data.items ?? []).map(({ networkEndpoint }) => (networkEndpoint ?? {}) as Properties));
    pageToken = data.nextPageToken;
  } while (pageToken);
  return all;
}

function endpointPage({ client, id: project }: Project, described: Described, page: { pageToken?: string }) {
  const { name, zone, region } = described as Readonly<Record<string, string | undefined>>;
  const asked = { project, networkEndpointGroup: name ?? "", ...page };
  if (zone !== undefined) {
    return client.networkEndpointGroups.listNetworkEndpoints({ ...asked, zone: lastOf(zone), requestBody: {} });
  }
  if (region !== undefined) {
    return client.regionNetworkEndpointGroups.listNetworkEndpoints({ ...asked, region: lastOf(region) });
  }
  return client.globalNetworkEndpointGroups.listNetworkEndpoints(asked);
}
