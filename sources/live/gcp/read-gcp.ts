import type { Properties, Value } from "../../../traffic";
import { Findings, type LiveStack } from "../live-stack";
import { readHealth } from "./health";
import { endpointsOf, instancesOf } from "./members";
import { COLLECTIONS, type Collection } from "./permissions";
import { Project, type Described } from "./project";
import { lastOf, propertiesOf, typeOf } from "./translations";

/**
 * Reads how a project of Google Cloud shares its traffic now. It asks only, and changes nothing.
 *
 * @param id that of the credentials, where not given.
 * @param onAnswer is told how many answers have come.
 * @throws SourceError when the SDK is not installed, or Google Cloud does not answer.
 */
export async function readGcp(
  id: string | undefined,
  onAnswer: (answers: number) => void = () => undefined,
): Promise<LiveStack> {
  const project = await Project.open(id, onAnswer);
  const found = new Findings("gcp", project.id);
  const entries = await Promise.all(
    COLLECTIONS.map(async (collection) => [collection, await project.list(collection)] as const),
  );
  const lists = new Map<Collection, Described[]>(entries);
  const managed = new Set(lists.get("instanceGroupManagers")?.map(({ instanceGroup }) => instanceGroup));
  await Promise.all(
    entries.flatMap(([collection, all]) =>
      all
        .filter(({ selfLink }) => !managed.has(selfLink))
        .map((described) => addOne(project, found, collection, described)),
    ),
  );
  nameInstances(found);
  return found.stack;
}

/** Groups and pools name their instances by links, which tell the zone; nothing more of them is needed. */
function nameInstances(found: Findings): void {
  const links = found.stack.resources.flatMap(({ inputs: { instances } }) =>
    Array.isArray(instances) ? (instances as readonly Value[]) : [],
  );
  for (const selfLink of new Set(links)) {
    if (typeof selfLink !== "string") continue;
    const [, zone, name] = /\/zones\/([^/]+)\/instances\/([^/]+)$/.exec(selfLink) ?? [];
    if (zone === undefined || name === undefined) continue;
    found.add("gcp:compute/instance:Instance", `${zone}/${name}`, { selfLink, zone, name }, name);
  }
}

async function addOne(project: Project, found: Findings, collection: Collection, described: Described): Promise<void> {
  const type = typeOf(collection, described);
  if (type === undefined) return;
  const properties = propertiesOf(collection, described);
  const name = lastOf(properties["name"]);
  const id = [lastOf(properties["zone"] ?? properties["region"]), name].filter((part) => part !== "").join("/");
  const add = (more: Properties = {}) => found.add(type, id, { ...properties, ...more }, name);
  if (collection === "instanceGroups") add({ instances: await instancesOf(project, described) });
  else if (collection === "networkEndpointGroups") {
    const endpoints = await endpointsOf(project, described);
    add();
    addEndpoints(found, type, id, properties, endpoints);
  } else if (collection === "backendServices") {
    const health = await readHealth(project, described);
    const urn = add();
    if (health) found.addHealth(urn, health);
  } else add();
}

/** The provider has a list for the endpoints of a zone, and a resource for each of the others. */
function addEndpoints(
  found: Findings,
  type: string,
  id: string,
  { selfLink = null }: Properties,
  endpoints: readonly Properties[],
): void {
  if (type.includes("/networkEndpointGroup:")) {
    if (endpoints.length === 0) return;
    const networkEndpoints = endpoints.map((one): Value => one);
    found.add("gcp:compute/networkEndpointList:NetworkEndpointList", id, {
      networkEndpointGroup: selfLink,
      networkEndpoints,
    });
    return;
  }
  const [kind, property] = type.includes("/region")
    ? ["regionNetworkEndpoint:RegionNetworkEndpoint", "regionNetworkEndpointGroup"]
    : ["globalNetworkEndpoint:GlobalNetworkEndpoint", "globalNetworkEndpointGroup"];
  endpoints.forEach((endpoint, index) => {
    found.add(`gcp:compute/${kind}`, `${id}/${index}`, { ...endpoint, [property]: selfLink });
  });
}
