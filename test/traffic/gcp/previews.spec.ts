import assert from "node:assert/strict";
import { UNKNOWN, type Properties, type Resource } from "../../../traffic";
import { plannedGcp } from "../../support/gcp";
import { routesOf, verdictsOn } from "../../support/routes";

const MANAGER = "compute/instanceGroupManager:InstanceGroupManager";
const SERVICE = "compute/backendService:BackendService";

function workers(name: string, targetSize: number): Resource {
  return plannedGcp(MANAGER, name, { zone: "us-central1-a", targetSize });
}

/** A backend service over new groups, of which only the settings are known. */
function over(name: string, groups: readonly Resource[], settings: readonly Properties[] = []): Resource {
  const backends = groups.map((_, index): Properties => ({ group: UNKNOWN, ...settings[index] }));
  return plannedGcp(SERVICE, name, { backends, healthChecks: UNKNOWN }, { backends: groups });
}

/** A URL map whose paths lead to one service each. */
function paths(services: readonly Resource[], first: Resource): Resource {
  const pathRules = services.map((_, index): Properties => ({ paths: [`/${index}`], service: UNKNOWN }));
  return plannedGcp(
    "compute/uRLMap:URLMap",
    "web",
    { defaultService: UNKNOWN, pathMatchers: [{ name: "all", defaultService: UNKNOWN, pathRules }] },
    { defaultService: [first], pathMatchers: services },
  );
}

describe("A first preview of Google Cloud", () => {
  const [five, three, one] = [workers("five", 5), workers("three", 3), workers("one", 1)];

  it("proves groups with the same settings, whichever stands where", () => {
    const web = over("web", [five, three]);
    const map = plannedGcp("compute/uRLMap:URLMap", "web", { defaultService: UNKNOWN }, { defaultService: [web] });
    assert.deepEqual(verdictsOn([five, three, web, map]), []);
    assert.deepEqual(routesOf([five, three, web, map])[0]?.busiest, { atLeast: 1 / 8, atMost: 1 / 8 });
  });

  it("proves groups of which each is large enough to be the only one", () => {
    const web = over("web", [five, three], [{ capacityScaler: 0 }, { capacityScaler: 1 }]);
    const map = plannedGcp("compute/uRLMap:URLMap", "web", { defaultService: UNKNOWN }, { defaultService: [web] });
    assert.deepEqual(verdictsOn([five, three, web, map]), []);
  });

  it("leaves open which group is drained, and says so", () => {
    const web = over("web", [five, one], [{ capacityScaler: 0 }, { capacityScaler: 1 }]);
    const map = plannedGcp("compute/uRLMap:URLMap", "web", { defaultService: UNKNOWN }, { defaultService: [web] });
    assert.deepEqual(verdictsOn([five, one, web, map]), ["unproved: backend service web"]);
    assert.match(routesOf([five, one, web, map])[0]?.gaps.join() ?? "", /which group is which of its backends/);
  });

  it("blocks a service that some path must lead to, though nobody knows which", () => {
    const [large, small] = [over("large", [five]), over("small", [one])];
    assert.deepEqual(verdictsOn([five, one, large, small, paths([large, small], large)]), [
      "short: backend service small",
    ]);
  });

  it("speaks once of each service that is too small, and not of the paths between them", () => {
    const other = workers("other", 1);
    const [large, small, tiny] = [over("large", [five]), over("small", [one]), over("tiny", [other])];
    assert.deepEqual(verdictsOn([five, one, other, large, small, tiny, paths([small, tiny], large)]), [
      "short: backend service small",
      "short: backend service tiny",
    ]);
  });
});
