import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { backend, gcp, service, urlMap } from "../../support/gcp";
import { routeOf, verdictsOn } from "../../support/routes";

const ZONAL = "compute/networkEndpointGroup:NetworkEndpointGroup";
const REGIONAL = "compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";
const GLOBAL = "compute/globalNetworkEndpointGroup:GlobalNetworkEndpointGroup";

/** A load balancer in front of one endpoint group. */
function behind(group: Resource, ...others: readonly Resource[]): Resource[] {
  const web = service("web", [backend(group)], { healthChecks: null });
  return [group, ...others, web, urlMap("web", web)];
}

function floorOf(stack: readonly Resource[]) {
  return routeOf(stack).floors["backend service web"];
}

function endpoint(name: string, fields: Properties): Resource {
  return gcp("compute/networkEndpoint:NetworkEndpoint", name, { networkEndpointGroup: "endpoints", ...fields });
}

function machine(name: string): Resource {
  return gcp("compute/instance:Instance", name, { zone: "us-central1-a" });
}

describe("A zonal endpoint group", () => {
  const group = gcp(ZONAL, "endpoints", { zone: "us-central1-a" });

  it("has as many backends as endpoints are registered, one by one or as a list", () => {
    const networkEndpoints = [
      { ipAddress: "10.0.0.2", port: 80 },
      { ipAddress: "10.0.0.3", port: 80 },
    ];
    const list = gcp("compute/networkEndpointList:NetworkEndpointList", "list", {
      networkEndpointGroup: "endpoints",
      networkEndpoints,
    });
    const single = endpoint("single", { ipAddress: "10.0.0.4" });
    assert.deepEqual(floorOf(behind(group, list, single)), exactly(3));
  });

  it("counts two ports of an instance once", () => {
    const [one] = [machine("one")];
    const ports = [80, 81].map((port) => endpoint(`p${port}`, { instance: "one", ipAddress: "10.0.0.2", port }));
    assert.deepEqual(floorOf(behind(group, one, ...ports)), exactly(1));
  });

  it("is open where no endpoint is in the stack: GKE registers its own", () => {
    assert.deepEqual(verdictsOn(behind(group)), ["unproved: backend service web"]);
    assert.match(routeOf(behind(group)).gaps.join(), /GKE does/);
  });

  it("is open where it is not known what a list holds", () => {
    const list = gcp("compute/networkEndpointList:NetworkEndpointList", "list", {
      networkEndpointGroup: "endpoints",
      networkEndpoints: UNKNOWN,
    });
    assert.deepEqual(floorOf(behind(group, list)), between(0, Infinity));
  });
});

describe("An internet endpoint", () => {
  it("is somebody else's service, of which nobody knows how many machines it has", () => {
    const group = gcp(GLOBAL, "endpoints", { networkEndpointType: "INTERNET_FQDN_PORT" });
    const site = gcp("compute/globalNetworkEndpoint:GlobalNetworkEndpoint", "site", {
      globalNetworkEndpointGroup: "endpoints",
      fqdn: "www.example.com",
    });
    assert.deepEqual(floorOf(behind(group, site)), between(1, Infinity));
  });
});

describe("A serverless endpoint group", () => {
  const group = (target: Properties) => gcp(REGIONAL, "endpoints", { networkEndpointType: "SERVERLESS", ...target });
  const run = (inputs: Properties) => gcp("cloudrunv2/service:Service", "run", inputs);
  const toRun = group({ cloudRun: { service: "run" } });

  it("scales by itself", () => {
    assert.deepEqual(floorOf(behind(toRun, run({}))), exactly(Infinity));
    assert.deepEqual(floorOf(behind(group({ appEngine: {} }))), exactly(Infinity));
  });

  it("has no more instances than its maximum", () => {
    const maxima: readonly (readonly [Properties, number])[] = [
      [{ template: { scaling: { maxInstanceCount: 1 } } }, 1],
      [{ template: { scaling: { maxInstanceCount: 5 } }, scaling: { maxInstanceCount: 3 } }, 3],
      [{ scaling: { scalingMode: "MANUAL", manualInstanceCount: 0 } }, 0],
    ];
    for (const [inputs, most] of maxima) assert.deepEqual(floorOf(behind(toRun, run(inputs))), exactly(most));
    const annotations = { "autoscaling.knative.dev/maxScale": "1" };
    const knative = gcp("cloudrun/service:Service", "run", { template: { metadata: { annotations } } });
    assert.deepEqual(floorOf(behind(toRun, knative)), exactly(1));
    const function_ = gcp("cloudfunctionsv2/function:Function", "fn", { serviceConfig: { maxInstanceCount: 1 } });
    assert.deepEqual(floorOf(behind(group({ cloudFunction: { function: "fn" } }), function_)), exactly(1));
  });

  it("may have any number where the maximum is not known", () => {
    const unknown: readonly Value[] = [UNKNOWN, { scaling: UNKNOWN }, { scaling: { maxInstanceCount: UNKNOWN } }];
    for (const template of unknown) assert.equal(floorOf(behind(toRun, run({ template })))?.atLeast, 0);
  });
});

describe("A Private Service Connect endpoint group", () => {
  it("is its producer's to know", () => {
    const group = gcp(REGIONAL, "endpoints", { networkEndpointType: "PRIVATE_SERVICE_CONNECT" });
    assert.deepEqual(verdictsOn(behind(group)), ["unproved: backend service web"]);
  });
});

describe("An unmanaged instance group", () => {
  const machines = ["one", "two"].map(machine);

  it("has the instances that it lists and those that are added to it", () => {
    const group = gcp("compute/instanceGroup:InstanceGroup", "endpoints", {
      instances: [machines[0]?.outputs["selfLink"] ?? null],
    });
    const added = gcp("compute/instanceGroupMembership:InstanceGroupMembership", "added", {
      instanceGroup: "endpoints",
      instance: machines[1]?.outputs["selfLink"] ?? null,
    });
    assert.deepEqual(floorOf(behind(group, ...machines, added)), exactly(2));
    assert.deepEqual(floorOf(behind(group, ...machines)), exactly(1));
  });

  it("is empty where it lists none", () => {
    const group = gcp("compute/instanceGroup:InstanceGroup", "endpoints", {});
    assert.deepEqual(verdictsOn(behind(group)), ["short: backend service web"]);
  });
});

describe("A target pool", () => {
  const pool = gcp("compute/targetPool:TargetPool", "pool", { instances: ["us-central1-a/one"] });
  const rule = gcp("compute/forwardingRule:ForwardingRule", "rule", { target: pool.outputs["selfLink"] ?? null });

  it("has the instances that it names by zone and name, and those of the groups that name it", () => {
    const manager = gcp("compute/instanceGroupManager:InstanceGroupManager", "workers", {
      zone: "us-central1-a",
      targetSize: 2,
      targetPools: [pool.outputs["selfLink"] ?? null],
    });
    const one = machine("one");
    assert.deepEqual(routeOf([pool, rule, one, manager]).floors, { "target pool pool": exactly(3) });
    assert.deepEqual(verdictsOn([pool, rule, one]), ["short: target pool pool"]);
  });
});

describe("A target instance", () => {
  it("is a pool of one", () => {
    const target = gcp("compute/targetInstance:TargetInstance", "lone", { instance: "us-central1-a/one" });
    const rule = gcp("compute/forwardingRule:ForwardingRule", "rule", { target: target.outputs["selfLink"] ?? null });
    assert.deepEqual(verdictsOn([target, rule, machine("one")]), ["short: target instance lone"]);
  });
});
