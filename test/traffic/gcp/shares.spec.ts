import assert from "node:assert/strict";
import { exactly, type Properties, type Resource } from "../../../traffic";
import {
  backend,
  forwardingRule,
  gcp,
  group,
  link,
  regional,
  regionalService,
  service,
  splitting,
  urlMap,
} from "../../support/gcp";
import { routeOf, routesOf, verdictsOn } from "../../support/routes";

const PROXIES = { loadBalancingScheme: "EXTERNAL_MANAGED" };
const PER_INSTANCE = { balancingMode: "RATE", maxRatePerInstance: 100 };

/** A URL map in front of a global service with these backends. */
function web(backends: readonly Properties[], groups: readonly Resource[], inputs: Properties = {}): Resource[] {
  const web = service("web", backends, inputs);
  return [web, urlMap("web", web), ...groups];
}

/** A forwarding rule in front of a service that passes packets through to these backends. */
function passed(backends: readonly Properties[], groups: readonly Resource[], inputs: Properties = {}): Resource[] {
  const web = regionalService("web", backends, inputs);
  return [web, forwardingRule("web", web), ...groups];
}

function near(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-4, `${actual} is not ${expected}`);
}

describe("Backends of a service with proxies", () => {
  it("share by rate per instance and scaler", () => {
    const [a, b] = [group("a", 3), group("b", 2, "us-central1-b")];
    const both = [backend(a, PER_INSTANCE), backend(b, { ...PER_INSTANCE, capacityScaler: 0.5 })];
    const { busiest, effective } = routeOf(web(both, [a, b]));
    near(busiest?.atLeast, 0.25);
    near(busiest?.atMost, 0.25);
    near(effective.atLeast, 4.5714);
    near(effective.atMost, 4.5714);
  });

  it("put as much on a group of one as on a group of five, where the rate is that of the group", () => {
    const [a, b] = [group("a", 5), group("b", 1, "us-central1-b")];
    const rate = { balancingMode: "RATE", maxRate: 100 };
    const { busiest, effective } = routeOf(web([backend(a, rate), backend(b, rate)], [a, b]));
    near(busiest?.atLeast, 0.5);
    near(busiest?.atMost, 0.5);
    near(effective.atMost, 3.3333);
  });

  it("share by size where all are measured by utilisation", () => {
    const [a, b] = [group("a", 3), group("b", 1, "us-central1-b")];
    assert.deepEqual(routeOf(web([backend(a), backend(b)], [a, b])).busiest, exactly(0.25));
  });

  it("are within bounds where they are measured in different units", () => {
    const [a, b] = [group("a", 3), group("b", 2, "us-central1-b")];
    const { busiest, gaps } = routeOf(web([backend(a, PER_INSTANCE), backend(b)], [a, b]));
    assert.deepEqual(busiest, { atLeast: 1 / 5, atMost: 1 / 2 });
    assert.match(gaps.join(), /not all measured alike/);
  });

  it("give all to one where the others are drained", () => {
    const [six, one] = [group("six", 6), group("one", 1)];
    const both = [backend(six, { capacityScaler: 0 }), backend(one, { capacityScaler: 1 })];
    assert.deepEqual(routeOf(web(both, [six, one])).busiest, exactly(1));
    assert.deepEqual(verdictsOn(web(both, [six, one])), ["short: backend service web"]);
  });

  it("fill preferred ones first", () => {
    const [six, one] = [group("six", 6), group("one", 1)];
    const both = [backend(six), backend(one, { preference: "PREFERRED" })];
    assert.deepEqual(routeOf(web(both, [six, one])).floors, { "backend service web": exactly(1) });
  });

  it("are drained in a region's service where they have no scaler", () => {
    const [six, one] = [group("six", 6), group("one", 1)];
    const web = regionalService("web", [backend(six), backend(one, { capacityScaler: 1 })], PROXIES);
    const map = gcp("compute/regionUrlMap:RegionUrlMap", "web", { defaultService: link(web) });
    assert.deepEqual(verdictsOn([web, map, six, one]), ["short: backend service web"]);
  });

  it("follow what they report at run time where the policy says so", () => {
    const four = group("four", 4);
    const { busiest, gaps } = routeOf(web([backend(four)], [four], { localityLbPolicy: "WEIGHTED_ROUND_ROBIN" }));
    assert.deepEqual(busiest, { atLeast: 0.25, atMost: 1 });
    assert.match(gaps.join(), /report while they run/);
  });
});

describe("A global service with backends in several regions", () => {
  const [us, eu] = [group("us", 9, "us-central1-a"), group("eu", 1, "europe-west1-b")];
  const both = [backend(us), backend(eu)];

  it("sends the clients near a region to the backends there", () => {
    const routes = routesOf(web(both, [us, eu]));
    assert.deepEqual(
      routes.map(({ label, busiest }) => [label, busiest]),
      [
        ["URL map web, clients near europe-west1", exactly(1)],
        ["URL map web, clients near us-central1", exactly(1 / 9)],
      ],
    );
    assert.deepEqual(verdictsOn(web(both, [us, eu])), ["short: backend service web in europe-west1"]);
  });

  it("sends them elsewhere where the region's backends are drained or none", () => {
    const drained = [backend(us), backend(eu, { capacityScaler: 0 })];
    assert.deepEqual(verdictsOn(web(drained, [us, eu])), []);
    const empty = group("eu", 0, "europe-west1-b");
    assert.deepEqual(verdictsOn(web([backend(us), backend(empty)], [us, empty])), []);
  });

  it("shares over all regions where the policy sprays", () => {
    const spray = gcp("networkservices/serviceLbPolicies:ServiceLbPolicies", "spray", {
      loadBalancingAlgorithm: "SPRAY_TO_WORLD",
    });
    const stack = [spray, ...web(both, [us, eu], { serviceLbPolicy: link(spray) })];
    assert.deepEqual(routeOf(stack).busiest, exactly(1 / 10));
  });

  it("is unproved where nobody knows which region a group is in", () => {
    const somewhere = group("somewhere", 1, "", {});
    const stack = web([backend(us), backend(somewhere)], [us, somewhere]);
    assert.deepEqual(verdictsOn(stack), ["unproved: backend service web in the region of somewhere"]);
  });

  it("keeps the clients of a split near each other", () => {
    const far = service("far", [backend(us), backend(eu)]);
    const three = group("three", 3, "us-central1-c");
    const local = service("local", [backend(three)]);
    const routes = routesOf([
      far,
      local,
      us,
      eu,
      three,
      splitting("web", [
        [far, 50],
        [local, 50],
      ]),
    ]);
    assert.deepEqual(
      routes.map(({ busiest }) => busiest?.atMost),
      [0.5, 1 / 6],
    );
  });
});

describe("A service that passes packets through", () => {
  it("gives each instance the same, whatever its group, and knows no scaler", () => {
    const [a, b] = [group("a", 3), group("b", 1, "us-central1-b")];
    const both = [backend(a, { capacityScaler: 0 }), backend(b)];
    assert.deepEqual(routeOf(passed(both, [a, b], { loadBalancingScheme: "INTERNAL" })).busiest, exactly(0.25));
  });

  it("gives failover backends nothing while the primary ones are healthy", () => {
    const [primary, standby] = [group("primary", 1), group("standby", 6)];
    const both = [backend(primary), backend(standby, { failover: true })];
    assert.deepEqual(verdictsOn(passed(both, [primary, standby])), ["short: backend service web"]);
  });

  it("may keep clients in their own zone", () => {
    const [a, b] = [group("a", 1), group("b", 3, "us-central1-b")];
    const affinity = {
      networkPassThroughLbTrafficPolicy: { zonalAffinity: { spillover: "ZONAL_AFFINITY_STAY_WITHIN_ZONE" } },
    };
    const { busiest, gaps } = routeOf(passed([backend(a), backend(b)], [a, b], affinity));
    assert.deepEqual(busiest, { atLeast: 0.25, atMost: 1 });
    assert.match(gaps.join(), /keeps clients in their own zone/);
  });

  it("gives everything to its leader where it has one", () => {
    const six = group("six", 6);
    const leader = { haPolicy: { fastIpMove: "GARP_RA", leader: { networkEndpoint: { instance: "one" } } } };
    assert.deepEqual(verdictsOn(passed([backend(six)], [six], leader)), ["short: backend service web"]);
  });
});

describe("A URL map", () => {
  it("splits by weight", () => {
    const [four, one] = [group("four", 4), group("one", 1)];
    const [a, b] = [service("a", [backend(four)]), service("b", [backend(one)])];
    const stack = [
      four,
      one,
      a,
      b,
      splitting("web", [
        [a, 95],
        [b, 5],
      ]),
    ];
    const { busiest, effective } = routeOf(stack);
    near(busiest?.atMost, 0.2375);
    near(effective.atMost, 4.3836);
    assert.deepEqual(verdictsOn(stack), ["canary: backend service b"]);
  });

  it("has a route for each path rule and route rule, and none to a backend for a redirect or a mirror", () => {
    const [three, one] = [group("three", 3), group("one", 1)];
    const [a, b] = [service("a", [backend(three)]), service("b", [backend(one)])];
    const map = urlMap("web", a, {
      hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
      pathMatchers: [
        {
          name: "all",
          defaultUrlRedirect: { httpsRedirect: true },
          pathRules: [{ paths: ["/one"], service: link(b) }],
          routeRules: [
            { priority: 1, service: link(a), routeAction: { requestMirrorPolicy: { backendService: link(b) } } },
          ],
        },
      ],
    });
    const routes = routesOf([three, one, a, b, map]);
    assert.deepEqual(
      routes.map(({ label, busiest }) => [label, busiest?.atMost]),
      [
        ["URL map web", 1 / 3],
        ["URL map web (all: /one)", 1],
        ["URL map web (all: rule 1)", 1 / 3],
      ],
    );
  });

  it("may lead to a bucket, which has no busiest backend", () => {
    const bucket = gcp("compute/backendBucket:BackendBucket", "files", { bucketName: "files" });
    assert.deepEqual(verdictsOn([bucket, urlMap("web", bucket)]), []);
  });
});

describe("A route of a service mesh", () => {
  const one = group("one", 1);
  const web = service("web", [backend(one)]);
  const destinations: Properties[] = [{ serviceName: link(web) }];
  const route = (inputs: Properties) => [
    one,
    web,
    gcp("networkservices/httpRoute:HttpRoute", "mesh", { rules: [{ action: { destinations } }], ...inputs }),
  ];

  it("sends to its services what the mesh, the gateway or the proxy gets that it is attached to", () => {
    for (const property of ["meshes", "gateways", "targetProxies"]) {
      assert.deepEqual(verdictsOn(route({ [property]: ["attached"] })), ["short: backend service web"]);
    }
  });

  it("gets nothing where it is attached to none", () => {
    assert.deepEqual(routesOf(route({})), []);
  });
});

describe("A regional group", () => {
  it("spreads over three zones by default", () => {
    const three = regional("three", 3);
    const stack = passed([backend(three)], [three]);
    assert.deepEqual(routeOf(stack).busiest, exactly(1 / 3));
  });
});
