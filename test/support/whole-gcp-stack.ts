import type { Properties, Resource } from "../../traffic";
import { backend, forwardingRule, gcp, group, link, regional, regionalService, service, urlMap } from "./gcp";

const PER_INSTANCE: Properties = { balancingMode: "RATE", maxRatePerInstance: 100, capacityScaler: 1 };
const MANAGED = { loadBalancingScheme: "INTERNAL_MANAGED" };

/** One of everything that decides how Google Cloud shares traffic, with enough backends everywhere. */
export function wholeGcpStack(): Resource[] {
  return Object.values(GCP_PARTS).flatMap((part) => part());
}

/** The same in parts that know nothing of one another. */
export const GCP_PARTS: Readonly<Record<string, () => Resource[]>> = {
  global,
  endpoints,
  passthrough,
  serverless,
  "regional-proxies": regionalProxies,
  "target-pools": targetPools,
};

/** A global load balancer over managed groups in two regions, that splits, matches paths, redirects and mirrors. */
function global(): Resource[] {
  const [us, near, eu] = [group("us", 4), group("near", 2, "us-central1-b"), group("eu", 3, "europe-west1-b")];
  const scaler = gcp("compute/autoscaler:Autoscaler", "us", {
    target: us.outputs["selfLink"] ?? null,
    zone: "us-central1-a",
    autoscalingPolicy: {
      minReplicas: 4,
      maxReplicas: 9,
      mode: "ON",
      scalingSchedules: [{ name: "day", minRequiredReplicas: 6 }],
    },
  });
  const policy = gcp("networkservices/serviceLbPolicies:ServiceLbPolicies", "regions", {
    loadBalancingAlgorithm: "WATERFALL_BY_REGION",
    autoCapacityDrain: { enable: true },
  });
  const blue = service("blue", [backend(us, PER_INSTANCE), backend(near, PER_INSTANCE), backend(eu, PER_INSTANCE)], {
    serviceLbPolicy: link(policy),
    localityLbPolicy: "ROUND_ROBIN",
  });
  const green = service("green", [
    backend(us, { preference: "PREFERRED", maxUtilization: 0.8 }),
    backend(near, { capacityScaler: 0 }),
  ]);
  const bucket = gcp("compute/backendBucket:BackendBucket", "files", { bucketName: "files" });
  const weightedBackendServices: Properties[] = [
    { backendService: link(blue), weight: 90 },
    { backendService: link(green), weight: 10 },
  ];
  const map = urlMap("web", blue, {
    hostRules: [{ hosts: ["example.com"], pathMatcher: "site" }],
    pathMatchers: [
      {
        name: "site",
        defaultRouteAction: { weightedBackendServices },
        pathRules: [
          { paths: ["/files/*"], service: link(bucket) },
          { paths: ["/old", "/older"], urlRedirect: { httpsRedirect: true } },
        ],
        routeRules: [
          { priority: 1, service: link(blue), routeAction: { requestMirrorPolicy: { backendService: link(green) } } },
          { priority: 2, routeAction: { weightedBackendServices } },
        ],
      },
    ],
  });
  const proxy = gcp("compute/targetHttpProxy:TargetHttpProxy", "web", { urlMap: link(map) });
  const rule = gcp("compute/globalForwardingRule:GlobalForwardingRule", "web", { target: link(proxy) });
  return [us, near, eu, scaler, policy, blue, green, bucket, map, proxy, rule];
}

/** A name that leads to the proxy for TCP, and to an instance by its address. */
function names(proxy: Resource): Resource[] {
  const inputs: Properties = { target: link(proxy) };
  const outputs = { ipAddress: "203.0.113.1" };
  const rule = gcp("compute/globalForwardingRule:GlobalForwardingRule", "tcp", inputs, outputs);
  const machine = gcp("compute/instance:Instance", "direct", {
    zone: "us-central1-a",
    networkInterfaces: [{ networkIp: "10.0.9.1", accessConfigs: [{ natIp: "203.0.113.9" }] }],
  });
  const set = gcp("dns/recordSet:RecordSet", "api", {
    routingPolicy: {
      healthCheck: "health",
      wrrs: [
        { weight: 3, rrdatas: ["203.0.113.1"] },
        { weight: 1, healthCheckedTargets: { externalEndpoints: ["203.0.113.9"] } },
      ],
    },
  });
  return [rule, machine, set];
}

/** Instances by name and addresses in zonal endpoint groups, behind a proxy for TCP and a service mesh. */
function endpoints(): Resource[] {
  const zonal = (name: string, zone: string) =>
    gcp("compute/networkEndpointGroup:NetworkEndpointGroup", name, { zone, networkEndpointType: "GCE_VM_IP_PORT" });
  const [a, b] = [zonal("a", "us-central1-a"), zonal("b", "us-central1-b")];
  const machines = ["one", "two"].map((name) => gcp("compute/instance:Instance", name, { zone: "us-central1-a" }));
  const single = machines.map((machine, index) =>
    gcp("compute/networkEndpoint:NetworkEndpoint", machine.name, {
      networkEndpointGroup: a.name,
      instance: machine.name,
      ipAddress: `10.0.0.${index + 2}`,
      port: 80,
      zone: "us-central1-a",
    }),
  );
  const list = gcp("compute/networkEndpointList:NetworkEndpointList", "b", {
    networkEndpointGroup: b.name,
    zone: "us-central1-b",
    networkEndpoints: [
      { ipAddress: "10.0.1.2", port: 80 },
      { ipAddress: "10.0.1.3", port: 80 },
    ],
  });
  const perEndpoint = { balancingMode: "CONNECTION", maxConnectionsPerEndpoint: 50 };
  const tcp = service("tcp", [backend(a, perEndpoint), backend(b, perEndpoint)]);
  const proxy = gcp("compute/targetTCPProxy:TargetTCPProxy", "tcp", { backendService: link(tcp) });
  const mesh = gcp("networkservices/httpRoute:HttpRoute", "mesh", {
    meshes: ["mesh"],
    rules: [
      {
        action: {
          destinations: [
            { serviceName: link(tcp), weight: 3 },
            { serviceName: link(tcp), weight: 1 },
          ],
        },
      },
      { action: { destinations: [{ serviceName: link(tcp) }] } },
      { action: { redirect: { httpsRedirect: true } } },
    ],
  });
  return [a, b, ...machines, ...single, list, tcp, proxy, mesh, ...names(proxy)];
}

/** Unmanaged groups with a failover group, passed through with zonal affinity. */
function passthrough(): Resource[] {
  const machines = ["m1", "m2", "m3"].map((name) => gcp("compute/instance:Instance", name, { zone: "us-central1-a" }));
  const primary = gcp("compute/instanceGroup:InstanceGroup", "primary", {
    zone: "us-central1-a",
    instances: machines.slice(0, 2).map(link),
  });
  const added = gcp("compute/instanceGroupMembership:InstanceGroupMembership", "m3", {
    instanceGroup: "primary",
    instance: machines[2] ? link(machines[2]) : null,
  });
  const standby = regional("standby", 3, { distributionPolicyZones: ["us-central1-b", "us-central1-c"] });
  const inner = regionalService("inner", [backend(primary), backend(standby, { failover: true })], {
    loadBalancingScheme: "INTERNAL",
    failoverPolicy: { failoverRatio: 0.5 },
    networkPassThroughLbTrafficPolicy: { zonalAffinity: { spillover: "ZONAL_AFFINITY_SPILL_CROSS_ZONE" } },
  });
  return [...machines, primary, added, standby, inner, forwardingRule("inner", inner, { isMirroringCollector: false })];
}

/** A Cloud Run service with a limit, and a function. */
function serverless(): Resource[] {
  const run = gcp("cloudrunv2/service:Service", "run", {
    scaling: { scalingMode: "AUTOMATIC" },
    template: { scaling: { maxInstanceCount: 8 } },
  });
  const function_ = gcp("cloudfunctionsv2/function:Function", "function", { serviceConfig: { maxInstanceCount: 5 } });
  const groupOf = (name: string, target: Properties) =>
    gcp("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", name, {
      networkEndpointType: "SERVERLESS",
      region: "us-central1",
      ...target,
    });
  const groups = [
    groupOf("run", { cloudRun: { service: "run" } }),
    groupOf("function", { cloudFunction: { function: "function" } }),
  ];
  return [
    run,
    function_,
    ...groups,
    ...groups.flatMap((one) => {
      const behind = gcp("compute/backendService:BackendService", one.name, { backends: [backend(one)] });
      return [behind, urlMap(one.name, behind)];
    }),
  ];
}

/** Regional proxies over a regional group, scaled by its autoscaler. */
function regionalProxies(): Resource[] {
  const workers = regional("workers", 5);
  const scaler = gcp("compute/regionAutoscaler:RegionAutoscaler", "workers", {
    target: workers.outputs["selfLink"] ?? null,
    region: "us-central1",
    autoscalingPolicy: { minReplicas: 3, maxReplicas: 9 },
  });
  const web = regionalService(
    "workers",
    [backend(workers, { capacityScaler: 1, balancingMode: "UTILIZATION" })],
    MANAGED,
  );
  const map = gcp("compute/regionUrlMap:RegionUrlMap", "workers", { defaultService: link(web) });
  return [workers, scaler, web, map];
}

/** A target pool of listed instances and those of a group. */
function targetPools(): Resource[] {
  const old = gcp("compute/instance:Instance", "old", { zone: "us-central1-a" });
  const pool = gcp("compute/targetPool:TargetPool", "old", {
    instances: ["us-central1-a/old", "us-central1-b/elsewhere"],
    healthChecks: "health",
    region: "us-central1",
  });
  const member = group("older", 2, "us-central1-c", { targetPools: [link(pool)] });
  const rule = gcp("compute/forwardingRule:ForwardingRule", "old", { target: link(pool) });
  return [old, pool, member, rule];
}
