import assert from "node:assert/strict";
import {
  adoptBackendService,
  BucketPool,
  CanaryShift,
  Failover,
  GlobalHttpLoadBalancer,
  PassthroughLoadBalancer,
  RegionalHttpLoadBalancer,
  split,
  type GlobalHttpLoadBalancerArgs,
} from "../../../components/gcp";
import { inputsOf, madeBy, type Made } from "../made";
import { LAUNCHED, REGION, scaled, serverless, tcp } from "./site";

/** What a load balancer before one pool is made of. */
const before = (
  args: Partial<GlobalHttpLoadBalancerArgs> = {},
  to: () => GlobalHttpLoadBalancerArgs["to"] = () => scaled("site"),
) => madeBy(() => new GlobalHttpLoadBalancer("web", { to: to(), ...args }));

const namesOf = (made: readonly Made[], type: string) =>
  made
    .filter((one) => one.type.endsWith(`:${type}`))
    .map(({ name }) => name)
    .sort();

/** The id of what a pool becomes behind the load balancer `web`. */
const service = (pool: string, type = "BackendService") => `${type}-web-${pool}`;

describe("GlobalHttpLoadBalancer", () => {
  it("speaks plain HTTP where it has no certificate", async () => {
    const made = await before();
    assert.deepEqual(namesOf(made, "GlobalForwardingRule"), ["web"]);
    const { portRange, target, loadBalancingScheme } = inputsOf(made, "GlobalForwardingRule");
    assert.deepEqual([portRange, target, loadBalancingScheme], ["80", "TargetHttpProxy-web", "EXTERNAL_MANAGED"]);
  });

  it("speaks HTTPS for its domains with a current policy, and sends plain requests there", async () => {
    const made = await before({ domains: ["example.com"] });
    assert.deepEqual(inputsOf(made, "ManagedSslCertificate")["managed"], { domains: ["example.com"] });
    const { sslCertificates, sslPolicy } = inputsOf(made, "TargetHttpsProxy");
    assert.deepEqual([sslCertificates, sslPolicy], [["ManagedSslCertificate-web"], "SSLPolicy-web"]);
    assert.deepEqual(inputsOf(made, "SSLPolicy"), { profile: "MODERN", minTlsVersion: "TLS_1_2" });
    assert.deepEqual(namesOf(made, "GlobalForwardingRule"), ["web", "web-http"]);
    assert.deepEqual(inputsOf(made, "URLMap", "web-http")["defaultUrlRedirect"], {
      ...{ httpsRedirect: true, stripQuery: false, redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT" },
    });
  });

  it("takes certificates and policies that are made elsewhere", async () => {
    const given = { certificateIds: ["one", "two"], sslPolicyId: "strict", serverTlsPolicyId: "mutual" };
    const { sslCertificates, sslPolicy, serverTlsPolicy } = inputsOf(await before(given), "TargetHttpsProxy");
    assert.deepEqual([sslCertificates, sslPolicy, serverTlsPolicy], [["one", "two"], "strict", "mutual"]);
    const map = inputsOf(
      await before({ certificateMapId: "projects/p/locations/global/certificateMaps/m" }),
      "TargetHttpsProxy",
    );
    assert.equal(
      map["certificateMap"],
      "//certificatemanager.googleapis.com/projects/p/locations/global/certificateMaps/m",
    );
  });

  it("has an address of the sixth version where it is asked to", async () => {
    const made = await before({ ipv6: true });
    assert.equal(inputsOf(made, "GlobalAddress", "web-ipv6")["ipVersion"], "IPV6");
    assert.deepEqual(namesOf(made, "GlobalForwardingRule"), ["web", "web-ipv6"]);
  });

  it("has a health check at the pool's port, and lets it in", async () => {
    const made = await before();
    assert.deepEqual(inputsOf(made, "HealthCheck", "web-site"), {
      ...{ checkIntervalSec: 10, timeoutSec: 5, unhealthyThreshold: 2, healthyThreshold: 2 },
      httpHealthCheck: { port: 80, requestPath: "/health" },
    });
    const { sourceRanges, allows, targetTags } = inputsOf(made, "Firewall");
    assert.deepEqual(sourceRanges, ["130.211.0.0/22", "35.191.0.0/16"]);
    assert.deepEqual([allows, targetTags], [[{ protocol: "tcp", ports: ["80"] }], ["web"]]);
  });

  it("makes no rule of a firewall where others do", async () => {
    const made = await before({}, () => scaled("site", { reach: "elsewhere" }));
    assert.deepEqual(namesOf(made, "Firewall"), []);
  });

  it("makes one backend service of a pool, wherever it leads to it", async () => {
    const made = await madeBy(() => {
      const to = scaled("site");
      new GlobalHttpLoadBalancer("web", { to, rules: [{ priority: 1, when: { path: ["/a"] }, then: { to } }] });
    });
    assert.deepEqual(namesOf(made, "BackendService"), ["web-site"]);
  });

  it("shares among pools by weight", async () => {
    const made = await before({}, () =>
      split({ to: scaled("blue"), weight: 90 }, { to: serverless("green"), weight: 10 }),
    );
    assert.deepEqual(inputsOf(made, "URLMap")["defaultRouteAction"], {
      weightedBackendServices: [
        { backendService: service("blue"), weight: 90 },
        { backendService: service("green"), weight: 10 },
      ],
    });
  });

  it("has, of a shift in steps, what it comes to", async () => {
    const made = await before({}, () => new CanaryShift({ from: scaled("blue"), to: serverless("green") }));
    const weighted = [
      { backendService: service("blue"), weight: 0 },
      { backendService: service("green"), weight: 100 },
    ];
    assert.deepEqual(inputsOf(made, "URLMap", "web")["defaultRouteAction"], { weightedBackendServices: weighted });
    const alerts = namesOf(made, "AlertPolicy");
    assert.ok(alerts.includes("web-blue-errors"));
    assert.equal(
      alerts.some((name) => name.endsWith("-share")),
      false,
      "shares may be anything while it runs",
    );
  });

  it("gives each host the rules that fit it, in the order of their priorities", async () => {
    const made = await madeBy(() => {
      const [site, api, files] = [scaled("site"), scaled("api"), new BucketPool("files", { bucketName: "f" })];
      new GlobalHttpLoadBalancer("web", {
        to: site,
        rules: [
          { priority: 3, when: { path: ["/api/*"] }, then: { to: api, rewrite: { pathPrefix: "/" } } },
          { priority: 2, when: { host: ["*.example.com"], path: ["/old"] }, then: { redirect: { path: "/new" } } },
          { priority: 1, when: { host: ["files.example.com"] }, then: { to: files } },
        ],
      });
    });
    const { hostRules, pathMatchers } = inputsOf(made, "URLMap") as unknown as {
      hostRules: { hosts: string[]; pathMatcher: string }[];
      pathMatchers: { name: string; defaultService: string; routeRules: { priority: number }[] }[];
    };
    const priorities = hostRules.map(({ hosts, pathMatcher }) => [
      hosts.join(),
      pathMatchers.find(({ name }) => name === pathMatcher)?.routeRules.map(({ priority }) => priority),
    ]);
    assert.deepEqual(priorities, [
      ["*", [3]],
      ["*.example.com", [2, 3]],
      ["files.example.com", [1, 2, 3]],
    ]);
    assert.deepEqual([...new Set(pathMatchers.map(({ defaultService }) => defaultService))], [service("site")]);
    assert.deepEqual(pathMatchers.at(-1)?.routeRules, [
      { priority: 1, matchRules: [{ prefixMatch: "/" }], service: service("files", "BackendBucket") },
      {
        priority: 2,
        matchRules: [{ fullPathMatch: "/old" }],
        urlRedirect: { pathRedirect: "/new", stripQuery: false, redirectResponseCode: "FOUND" },
      },
      {
        priority: 3,
        matchRules: [{ prefixMatch: "/api/" }],
        service: service("api"),
        routeAction: { urlRewrite: { pathPrefixRewrite: "/" } },
      },
    ]);
  });

  it("matches any of several values of each kind", async () => {
    const when = {
      path: ["/a", "/b/*"],
      header: { name: "X-Tier", values: ["gold"] },
      method: ["GET", "HEAD"],
      query: [{ key: "debug", value: "1" }],
    };
    const made = await before({ rules: [{ priority: 1, when, then: { redirect: { host: "inner.example.com" } } }] });
    const [{ routeRules: [rule] = [] } = {}] = inputsOf(made, "URLMap")["pathMatchers"] as {
      routeRules?: { matchRules: { headerMatches: { exactMatch: string }[] }[] }[];
    }[];
    const matched = rule?.matchRules.map(({ headerMatches, ...match }) => [
      match,
      headerMatches.map(({ exactMatch }) => exactMatch).join(),
    ]);
    const queryParameterMatches = [{ name: "debug", exactMatch: "1" }];
    assert.deepEqual(matched, [
      [{ fullPathMatch: "/a", queryParameterMatches }, "gold,GET"],
      [{ fullPathMatch: "/a", queryParameterMatches }, "gold,HEAD"],
      [{ prefixMatch: "/b/", queryParameterMatches }, "gold,GET"],
      [{ prefixMatch: "/b/", queryParameterMatches }, "gold,HEAD"],
    ]);
  });

  it("leads to a backend service that is made elsewhere", async () => {
    const link = "projects/shop/global/backendServices/checkout";
    const made = await before({}, () => adoptBackendService(link, { atLeast: 3, because: "The cluster makes it." }));
    assert.equal(inputsOf(made, "URLMap")["defaultService"], link);
    assert.ok(made.some(({ type, name }) => type === "evenkeel:gcp:AdoptedPool" && name === "checkout"));
  });

  it("passes its labels on", async () => {
    const made = await before({ labels: { team: "shop" }, domains: ["example.com"], ipv6: true });
    const labelled = made.filter(({ type }) => /Global(Address|ForwardingRule)$/.test(type));
    assert.equal(labelled.length, 6);
    for (const { name, inputs } of labelled) assert.deepEqual(inputs["labels"], { team: "shop" }, name);
  });
});

describe("A pool behind a global load balancer", () => {
  const block = async (args: object, to = () => scaled("site", args)) =>
    inputsOf(await before({}, to), "BackendService");

  it("is filled to 80 % of its processors, or to the requests that an instance can take", async () => {
    const [backend] = (await block({}))["backends"] as object[];
    assert.deepEqual(backend, { balancingMode: "UTILIZATION", maxUtilization: 0.8, capacityScaler: 1 });
    const [other] = (await block({ maxRatePerInstance: 50 }))["backends"] as object[];
    assert.deepEqual(other, { balancingMode: "RATE", maxRatePerInstance: 50, capacityScaler: 1 });
  });

  it("is drained, logged and timed as it says", async () => {
    const made = await block({ connectionDraining: 5, timeout: 7, logSampleRate: 0, algorithm: "LEAST_REQUEST" });
    assert.deepEqual(
      [made["connectionDrainingTimeoutSec"], made["timeoutSec"], made["logConfig"], made["localityLbPolicy"]],
      [5, 7, { enable: false }, "LEAST_REQUEST"],
    );
    assert.deepEqual((await block({}))["logConfig"], { enable: true, sampleRate: 1 });
  });

  it("keeps clients, and passes backends by, where it is told to", async () => {
    const made = await block({ stickyFor: 60, outlierDetection: {} });
    assert.deepEqual([made["sessionAffinity"], made["affinityCookieTtlSec"]], ["GENERATED_COOKIE", 60]);
    assert.deepEqual(made["outlierDetection"], {
      ...{ consecutiveErrors: 5, maxEjectionPercent: 10, enforcingConsecutiveErrors: 100, enforcingSuccessRate: 0 },
      ...{ interval: { seconds: 10 }, baseEjectionTime: { seconds: 30 } },
    });
  });

  it("is looked after by Cloud Armor, by Identity-Aware Proxy or by a cache", async () => {
    const guarded = await block({ securityPolicyId: "armor", iap: { clientId: "id", clientSecret: "secret" } });
    assert.deepEqual(
      [guarded["securityPolicy"], guarded["iap"]],
      ["armor", { enabled: true, oauth2ClientId: "id", oauth2ClientSecret: "secret" }],
    );
    assert.deepEqual((await block({ iap: "google" }))["iap"], { enabled: true });
    const headers = { requestHeaders: ["X-From: {client_region}"], responseHeaders: ["X-By: web"] };
    const cached = await block({ cdn: { mode: "USE_ORIGIN_HEADERS" }, edgeSecurityPolicyId: "edge", ...headers });
    assert.deepEqual(
      [cached["enableCdn"], cached["cdnPolicy"], cached["edgeSecurityPolicy"], cached["customRequestHeaders"]],
      [true, { cacheMode: "USE_ORIGIN_HEADERS" }, "edge", ["X-From: {client_region}"]],
    );
  });

  it("is a bucket with a cache", async () => {
    const cdn = { mode: "FORCE_CACHE_ALL", defaultTtl: 60 } as const;
    const made = await before({}, () => new BucketPool("files", { bucketName: "files", cdn, compression: false }));
    const { cdnPolicy, compressionMode } = inputsOf(made, "BackendBucket");
    assert.deepEqual(cdnPolicy, { cacheMode: "FORCE_CACHE_ALL", defaultTtl: 60, clientTtl: 60 });
    assert.equal(compressionMode, "DISABLED");
  });
});

describe("A managed group", () => {
  const group = async (args: object = {}) =>
    inputsOf(await madeBy(() => scaled("site", args)), "RegionInstanceGroupManager");

  it("is spread evenly, and replaces no instance before another runs", async () => {
    const { distributionPolicyTargetShape, distributionPolicyZones, updatePolicy, waitForInstances } = await group();
    assert.deepEqual(
      [distributionPolicyTargetShape, distributionPolicyZones, waitForInstances],
      ["EVEN", ["europe-west1-b", "europe-west1-c"], true],
    );
    assert.deepEqual(updatePolicy, {
      ...{ type: "PROACTIVE", minimalAction: "REPLACE", replacementMethod: "SUBSTITUTE" },
      ...{ maxSurgeFixed: 2, maxUnavailableFixed: 0 },
    });
  });

  it("is scaled between what all zones have at least and at most", async () => {
    const made = await madeBy(() => scaled("site", { perZone: { min: 2, max: 5 }, targetCpu: 60, warmup: 30 }));
    assert.deepEqual(inputsOf(made, "RegionAutoscaler")["autoscalingPolicy"], {
      ...{ mode: "ON", minReplicas: 4, maxReplicas: 10, cooldownPeriod: 30 },
      cpuUtilization: { target: 0.6 },
    });
  });

  it("makes an instance anew later than the load balancer passes it by", async () => {
    const made = await madeBy(() => scaled("site"));
    const { unhealthyThreshold, httpHealthCheck } = inputsOf(made, "HealthCheck");
    assert.deepEqual([unhealthyThreshold, httpHealthCheck], [6, { port: 80, requestPath: "/health" }]);
  });

  it("is asked as it speaks", async () => {
    const kind = async (args: object) =>
      Object.keys(inputsOf(await madeBy(() => scaled("site", args)), "HealthCheck")).find((key) =>
        key.endsWith("HealthCheck"),
      );
    assert.equal(await kind({ protocol: "HTTPS" }), "httpsHealthCheck");
    assert.equal(await kind({ protocol: "HTTP2" }), "http2HealthCheck");
    assert.equal(await kind({ protocol: "H2C" }), "httpHealthCheck");
  });
});

describe("RegionalHttpLoadBalancer", () => {
  const made = (args: object = {}) =>
    madeBy(() => {
      const own = { region: REGION, network: LAUNCHED.network, proxyOnlyRange: "10.129.0.0/23" };
      new RegionalHttpLoadBalancer("web", { ...own, to: scaled("site"), ...args });
    });

  it("lets its proxies in, before anybody comes", async () => {
    const { sourceRanges, network } = inputsOf(await made(), "Firewall", "web-site");
    assert.deepEqual([sourceRanges, network], [["10.129.0.0/23"], LAUNCHED.network]);
  });

  it("has everything in its region", async () => {
    const regional = (await made({ certificateIds: ["one"] })).filter(({ name }) => name.startsWith("web"));
    const placed = regional.filter(({ type }) => /Region|ForwardingRule|:Address/.test(type));
    assert.ok(placed.length >= 8);
    for (const { type, inputs } of placed.filter((one) => one.type.startsWith("gcp:"))) {
      assert.equal(inputs["region"], REGION, type);
    }
  });

  it("is external, or within the network", async () => {
    const outer = inputsOf(await made(), "ForwardingRule", "web");
    assert.deepEqual([outer["loadBalancingScheme"], outer["networkTier"]], ["EXTERNAL_MANAGED", "PREMIUM"]);
    const internal = { subnetId: "main", globalAccess: true };
    const inner = await made({ internal });
    const { loadBalancingScheme, subnetwork, allowGlobalAccess } = inputsOf(inner, "ForwardingRule", "web");
    assert.deepEqual([loadBalancingScheme, subnetwork, allowGlobalAccess], ["INTERNAL_MANAGED", "main", true]);
    assert.equal(inputsOf(inner, "RegionBackendService")["loadBalancingScheme"], "INTERNAL_MANAGED");
  });

  it("takes certificates of Certificate Manager", async () => {
    const { certificateManagerCertificates, sslPolicy } = inputsOf(
      await made({ managedCertificateIds: ["managed"] }),
      "RegionTargetHttpsProxy",
    );
    assert.deepEqual([certificateManagerCertificates, sslPolicy], [["managed"], "RegionSslPolicy-web"]);
  });
});

describe("PassthroughLoadBalancer", () => {
  const made = (args: () => Partial<ConstructorParameters<typeof PassthroughLoadBalancer>[1]>) =>
    madeBy(() => {
      new PassthroughLoadBalancer("db", { region: REGION, clients: ["10.0.0.0/8"], to: tcp("site"), ...args() });
    });

  it("lets its clients in, whose addresses packets keep", async () => {
    const all = await made(() => ({ to: tcp("pair", { otherPorts: [5433] }) }));
    const { sourceRanges, allows } = inputsOf(all, "Firewall", "db-pair");
    assert.deepEqual([sourceRanges, allows], [["10.0.0.0/8"], [{ protocol: "tcp", ports: ["5432", "5433"] }]]);
    assert.deepEqual(inputsOf(all, "ForwardingRule")["ports"], ["5432", "5433"]);
    assert.deepEqual(inputsOf(all, "Firewall", "pair")["sourceRanges"], [
      ...["130.211.0.0/22", "35.191.0.0/16"],
      ...["209.85.152.0/22", "209.85.204.0/22"],
    ]);
  });

  it("sends to all instances alike", async () => {
    const { backends, loadBalancingScheme, failoverPolicy } = inputsOf(await made(() => ({})), "RegionBackendService");
    assert.deepEqual(
      [backends, loadBalancingScheme, failoverPolicy],
      [[{ balancingMode: "CONNECTION" }], "EXTERNAL", undefined],
    );
  });

  it("has another pool take over, and says when", async () => {
    const to = () => new Failover({ primary: tcp("one"), standby: tcp("two"), dropTraffic: true });
    const all = await made(() => ({ to: to(), internal: { subnetId: "main" } }));
    const { backends, failoverPolicy, loadBalancingScheme } = inputsOf(all, "RegionBackendService");
    assert.deepEqual(backends, [{ balancingMode: "CONNECTION" }, { balancingMode: "CONNECTION", failover: true }]);
    assert.deepEqual(failoverPolicy, { failoverRatio: 0.6, dropTrafficIfUnhealthy: true });
    assert.equal(loadBalancingScheme, "INTERNAL");
  });

  it("leads to a backend service of its region that is made elsewhere", async () => {
    const link = `projects/shop/regions/${REGION}/backendServices/db`;
    const word = { atLeast: 2, because: "It is older.", protocol: "TCP", ports: [5432] } as const;
    const all = await made(() => ({ to: adoptBackendService<"TCP">(link, word) }));
    assert.equal(inputsOf(all, "ForwardingRule")["backendService"], link);
  });
});
