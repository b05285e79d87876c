import type { Properties } from "../../traffic";
import { GCP_ANSWERS } from "./gcp-answers";
import { idOf, stateResource, type Behind, type StateResource } from "./state";

const REGIONS = ["us-central1", "europe-west1"];

/**
 * A service behind a global load balancer, with everything that Google Cloud answers for it: instances in two regions, which are
 * scaled, serve the site, and endpoints in two zones the rest.
 */
export function gcpService(name: string, index: number): StateResource[] {
  const check = made("HealthCheck", name, {
    checkIntervalSec: 10,
    httpHealthCheck: { port: 80, requestPath: "/health" },
  });
  const template = made("InstanceTemplate", name, { machineType: "e2-medium", disks: [{ boot: true }] });
  const groups = REGIONS.map((region) => scaledGroup(`${name}-${region}`, region, template, check));
  const web = backendService(
    `${name}-web`,
    check,
    groups.map(([group]) => group),
    "instanceGroup",
    { balancingMode: "UTILIZATION", capacityScaler: 1 },
  );
  const endpoints = ["us-central1-a", "us-central1-b"].map((zone, place) =>
    endpointGroup(`${name}-${zone}`, zone, (number) => `10.${index >> 8}.${index & 255}.${place * 10 + number}`),
  );
  const api = backendService(
    `${name}-api`,
    check,
    endpoints.map(([group]) => group),
    "id",
    { balancingMode: "RATE", maxRatePerEndpoint: 100, capacityScaler: 1 },
  );
  return [check, template, ...groups.flat(), web, ...endpoints.flat(), api, ...front(name, web, api)];
}

/** A regional group of instances with its autoscaler. */
function scaledGroup(
  name: string,
  region: string,
  template: StateResource,
  check: StateResource,
): [group: StateResource, scaler: StateResource] {
  const group = made(
    "RegionInstanceGroupManager",
    name,
    {
      baseInstanceName: name,
      region,
      versions: [{ instanceTemplate: idOf(template) }],
      namedPorts: [{ name: "http", port: 80 }],
      autoHealingPolicies: { healthCheck: idOf(check), initialDelaySec: 120 },
      updatePolicy: { type: "PROACTIVE", minimalAction: "REPLACE", maxSurgeFixed: 3, maxUnavailableFixed: 0 },
    },
    { versions: [template], autoHealingPolicies: [check] },
  );
  const autoscalingPolicy = { minReplicas: 3, maxReplicas: 9, mode: "ON", cpuUtilization: { target: 0.6 } };
  return [
    group,
    made("RegionAutoscaler", name, { region, target: idOf(group), autoscalingPolicy }, { target: [group] }),
  ];
}

/** A zonal group with two endpoints. */
function endpointGroup(
  name: string,
  zone: string,
  addressOf: (endpoint: number) => string,
): [group: StateResource, ...endpoints: StateResource[]] {
  const group = made("NetworkEndpointGroup", name, {
    zone,
    network: "projects/bench/global/networks/main",
    networkEndpointType: "GCE_VM_IP_PORT",
  });
  const endpoints = [1, 2].map((number) =>
    made(
      "NetworkEndpoint",
      `${name}-${number}`,
      { zone, networkEndpointGroup: idOf(group), ipAddress: addressOf(number), port: 80 },
      { networkEndpointGroup: [group] },
    ),
  );
  return [group, ...endpoints];
}

function backendService(
  name: string,
  check: StateResource,
  groups: readonly StateResource[],
  link: "id" | "instanceGroup",
  fields: Properties,
): StateResource {
  const backends = groups.map((group): Properties => ({ ...fields, group: group.outputs[link] ?? null }));
  return made(
    "BackendService",
    name,
    { loadBalancingScheme: "EXTERNAL_MANAGED", protocol: "HTTP", healthChecks: idOf(check), backends },
    { healthChecks: [check], backends: groups },
  );
}

/** From the address to the backend services, for HTTP and for HTTPS. */
function front(name: string, web: StateResource, api: StateResource): StateResource[] {
  const split = [api, web].map((to, index): Properties => ({
    backendService: idOf(to),
    weight: index === 0 ? 90 : 10,
  }));
  const map = made(
    "URLMap",
    name,
    {
      defaultService: idOf(web),
      hostRules: [{ hosts: [`${name}.example.com`], pathMatcher: "site" }],
      pathMatchers: [
        {
          name: "site",
          defaultService: idOf(web),
          pathRules: [{ paths: ["/api/*"], routeAction: { weightedBackendServices: split } }],
        },
      ],
    },
    { defaultService: [web], pathMatchers: [web, api] },
  );
  const address = made("GlobalAddress", name, {});
  const proxies = [
    made("TargetHttpProxy", name, { urlMap: idOf(map) }, { urlMap: [map] }),
    made("TargetHttpsProxy", name, { urlMap: idOf(map), sslCertificates: ["main"] }, { urlMap: [map] }),
  ];
  const rules = proxies.map((proxy, index) => {
    const port = index === 0 ? "80" : "443";
    return made(
      "GlobalForwardingRule",
      `${name}-${port}`,
      { loadBalancingScheme: "EXTERNAL_MANAGED", ipAddress: idOf(address), portRange: port, target: idOf(proxy) },
      { ipAddress: [address], target: [proxy] },
    );
  });
  return [map, address, ...proxies, ...rules];
}

function made(kind: string, name: string, inputs: Properties, behind: Behind = {}): StateResource {
  const module = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  const id = `projects/bench/${placeOf(inputs)}/${module}s/${name}`;
  const link = `https://www.googleapis.com/compute/v1/${id}`;
  const asked = { ...inputs, ...(UNNAMED.has(kind) ? {} : { name }), project: "bench" };
  const group = kind.endsWith("InstanceGroupManager") ? { instanceGroup: link.replace("Managers", "s") } : {};
  const outputs = { id, selfLink: link, ...group, ...GCP_ANSWERS[kind] };
  return stateResource("gcp::default_9_37_0", {
    type: `gcp:compute/${module}:${kind}`,
    name,
    inputs: asked,
    outputs,
    behind,
  });
}

function placeOf({ zone, region }: Properties): string {
  if (typeof zone === "string") return `zones/${zone}`;
  return typeof region === "string" ? `regions/${region}` : "global";
}

const UNNAMED: ReadonlySet<string> = new Set(["NetworkEndpoint"]);
