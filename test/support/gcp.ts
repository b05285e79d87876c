import { UNKNOWN, type Properties, type Resource, type Value } from "../../traffic";
import { existing, planned } from "./resources";

const COLLECTIONS: Readonly<Record<string, string>> = {
  BackendService: "global/backendServices",
  RegionBackendService: "regions/us-central1/backendServices",
  URLMap: "global/urlMaps",
  InstanceGroup: "zones/us-central1-a/instanceGroups",
  InstanceGroupManager: "zones/us-central1-a/instanceGroupManagers",
  RegionInstanceGroupManager: "regions/us-central1/instanceGroupManagers",
  NetworkEndpointGroup: "zones/us-central1-a/networkEndpointGroups",
  Instance: "zones/us-central1-a/instances",
  ForwardingRule: "regions/us-central1/forwardingRules",
  GlobalForwardingRule: "global/forwardingRules",
};

/** A resource of Google Cloud as it is once it exists: `compute/backendService:BackendService` by its type. */
export function gcp(type: string, name: string, inputs: Properties = {}, outputs: Properties = {}): Resource {
  const kind = type.split(":").at(-1) ?? type;
  const path = `projects/test/${COLLECTIONS[kind] ?? `global/${kind}`}/${name}`;
  return existing(`gcp:${type}`, name, { name, ...inputs }, { outputs: { id: path, selfLink: url(path), ...outputs } });
}

/** The same as it is in a first preview. */
export function plannedGcp(type: string, name: string, inputs: Properties = {}, behind: Behind = {}): Resource {
  const outputs: Properties = { selfLink: UNKNOWN, instanceGroup: UNKNOWN };
  return planned(`gcp:${type}`, name, { name, ...inputs }, { outputs, dependencies: behind });
}

type Behind = Readonly<Record<string, readonly Resource[]>>;

function url(path: string): string {
  return `https://www.googleapis.com/compute/v1/${path}`;
}

/** What another resource refers to this one by. */
export function link(of: Resource): Value {
  return of.outputs["instanceGroup"] ?? of.outputs["selfLink"] ?? UNKNOWN;
}

/** A managed instance group in one zone. */
export function group(name: string, targetSize: Value, zone = "us-central1-a", inputs: Properties = {}): Resource {
  const instanceGroup = url(`projects/test/zones/${zone}/instanceGroups/${name}`);
  const own: Properties = { zone, targetSize, ...inputs };
  return gcp("compute/instanceGroupManager:InstanceGroupManager", name, own, { instanceGroup });
}

/** A managed instance group in several zones of a region. */
export function regional(name: string, targetSize: Value, inputs: Properties = {}): Resource {
  const instanceGroup = url(`projects/test/regions/us-central1/instanceGroups/${name}`);
  const own: Properties = { region: "us-central1", targetSize, ...inputs };
  return gcp("compute/regionInstanceGroupManager:RegionInstanceGroupManager", name, own, { instanceGroup });
}

/** One of the backends of a backend service. */
export function backend(of: Resource, fields: Properties = {}): Properties {
  return { group: link(of), ...fields };
}

/** A global backend service with a health check. */
export function service(name: string, backends: readonly Properties[], inputs: Properties = {}): Resource {
  const own = { backends, healthChecks: "health", loadBalancingScheme: "EXTERNAL_MANAGED", ...inputs };
  return gcp("compute/backendService:BackendService", name, own);
}

/** A regional backend service that passes packets through, unless its scheme says otherwise. */
export function regionalService(name: string, backends: readonly Properties[], inputs: Properties = {}): Resource {
  const own = { backends, healthChecks: "health", loadBalancingScheme: "EXTERNAL", region: "us-central1", ...inputs };
  return gcp("compute/regionBackendService:RegionBackendService", name, own);
}

/** A URL map whose default is a service. */
export function urlMap(name: string, defaultService: Resource, inputs: Properties = {}): Resource {
  return gcp("compute/uRLMap:URLMap", name, { defaultService: link(defaultService), ...inputs });
}

/** A forwarding rule in front of a service that passes packets through. */
export function forwardingRule(name: string, to: Resource, inputs: Properties = {}): Resource {
  return gcp("compute/forwardingRule:ForwardingRule", name, { backendService: link(to), ...inputs });
}

/** A URL map that splits its default traffic by weight. */
export function splitting(name: string, weights: readonly (readonly [Resource, Value])[]): Resource {
  const weightedBackendServices = weights.map(([to, weight]): Properties => ({ backendService: link(to), weight }));
  return gcp("compute/uRLMap:URLMap", name, { defaultRouteAction: { weightedBackendServices } });
}
