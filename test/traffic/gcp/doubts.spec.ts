import assert from "node:assert/strict";
import { exactly, UNKNOWN, type Properties, type Resource } from "../../../traffic";
import { backend, forwardingRule, gcp, group, link, plannedGcp, regionalService } from "../../support/gcp";
import { routeOf, routesOf, verdictsOn } from "../../support/routes";

const TARGET = "compute/targetInstance:TargetInstance";
const RULE = "compute/forwardingRule:ForwardingRule";

function machine(name: string): Resource {
  return gcp("compute/instance:Instance", name, { zone: "us-central1-a" });
}

describe("A leader", () => {
  const [six, one] = [group("six", 6), machine("one")];

  it("is named where the policy names it, and is one backend in any case", () => {
    for (const haPolicy of [{ leader: { networkEndpoint: { instance: "one" } } }, { leader: UNKNOWN }, UNKNOWN]) {
      const policy: Properties = { haPolicy: haPolicy as Properties };
      const web = regionalService("web", [backend(six)], policy);
      assert.deepEqual(routeOf([six, one, web, forwardingRule("web", web)]).busiest, exactly(1));
    }
  });
});

describe("A forwarding rule of which the target is not known", () => {
  const [lone, pool] = [
    plannedGcp(TARGET, "lone", { instance: UNKNOWN }),
    plannedGcp("compute/targetPool:TargetPool", "pool", { instances: ["us-central1-a/a", "us-central1-a/b"] }),
  ];

  it("may lead to each of those that it is made from", () => {
    const rule = plannedGcp(RULE, "web", { target: UNKNOWN }, { target: [lone, pool] });
    assert.deepEqual(verdictsOn([lone, pool, rule]), ["unproved: target instance lone"]);
  });

  it("leads to the only one", () => {
    const rule = plannedGcp(RULE, "web", { target: UNKNOWN }, { target: [lone] });
    assert.deepEqual(verdictsOn([lone, rule]), ["short: target instance lone"]);
  });

  it("is no route where it is a proxy or a copy of traffic", () => {
    const rule = gcp(RULE, "web", { target: "projects/p/regions/r/targetHttpProxies/elsewhere" });
    const copy = gcp(RULE, "copy", { target: link(gcp(TARGET, "lone")), isMirroringCollector: true });
    assert.deepEqual(routesOf([rule, copy]), []);
  });
});

describe("A split over services of which each may be made up in many ways", () => {
  it("gives each way a part or none, where there are too many to try", () => {
    const settings: Properties[] = [{ capacityScaler: 0.1 }, { capacityScaler: 0.5 }, { capacityScaler: 1 }];
    const made = ["a", "b", "c"].map((name) => {
      const groups = [2, 3, 4].map((size) =>
        plannedGcp("compute/instanceGroupManager:InstanceGroupManager", `${name}${size}`, {
          zone: "us-central1-a",
          targetSize: size,
        }),
      );
      const backends = settings.map((one): Properties => ({ group: UNKNOWN, ...one }));
      const inputs: Properties = { backends, healthChecks: UNKNOWN };
      return { groups, web: plannedGcp("compute/backendService:BackendService", name, inputs, { backends: groups }) };
    });
    const weightedBackendServices = made.map((): Properties => ({ backendService: UNKNOWN, weight: 10 }));
    const services = made.map(({ web }) => web);
    const map = plannedGcp(
      "compute/uRLMap:URLMap",
      "web",
      { defaultRouteAction: { weightedBackendServices } },
      { defaultRouteAction: services },
    );
    const stack = [...made.flatMap(({ groups, web }) => [...groups, web]), map];
    assert.deepEqual(verdictsOn(stack), []);
    const [route] = routesOf(stack);
    assert.ok((route?.busiest?.atMost ?? 0) <= 1);
    assert.match(route?.gaps.join() ?? "", /which backend service stands where/);
  });
});

describe("A URL map of which the paths are not known", () => {
  it("may lead to each service that they are made from", () => {
    const one = group("one", 1);
    const web = regionalService("web", [backend(one)], { loadBalancingScheme: "EXTERNAL_MANAGED" });
    const map = plannedGcp(
      "compute/regionUrlMap:RegionUrlMap",
      "web",
      { pathMatchers: UNKNOWN },
      { pathMatchers: [web] },
    );
    assert.deepEqual(
      routesOf([one, web, map]).map(({ label }) => label),
      ["URL map web (path matchers)"],
    );
    const none = plannedGcp("compute/regionUrlMap:RegionUrlMap", "web", { pathMatchers: [UNKNOWN] });
    assert.match(routesOf([none])[0]?.gaps.join() ?? "", /which backend service it sends to is not known/);
  });

  it("may lead out of the stack", () => {
    const map = gcp("compute/uRLMap:URLMap", "web", { defaultService: "projects/p/global/backendServices/elsewhere" });
    assert.deepEqual(verdictsOn([map]), ["unproved: a backend service outside this stack"]);
  });
});

describe("A proxy for TCP", () => {
  it("has the one route to its service", () => {
    const one = group("one", 1);
    const web = regionalService("web", [backend(one, { capacityScaler: 1 })], {
      loadBalancingScheme: "INTERNAL_MANAGED",
    });
    const proxy = gcp("compute/regionTargetTcpProxy:RegionTargetTcpProxy", "tcp", { backendService: link(web) });
    assert.deepEqual(verdictsOn([one, web, proxy]), ["short: backend service web"]);
    assert.deepEqual(verdictsOn([gcp("compute/targetTCPProxy:TargetTCPProxy", "tcp", {})]), [
      "unproved: a backend service that is not known yet",
    ]);
  });
});
