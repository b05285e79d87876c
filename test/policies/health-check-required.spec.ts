import assert from "node:assert/strict";
import type { Properties, Resource } from "../../traffic";
import { balancer, instances, listener, registered, targetGroup } from "../support/aws";
import { judged } from "../support/engine";
import { backend, group, service, urlMap } from "../support/gcp";
import { arn, existing } from "../support/resources";

function behindAListener(inputs: Properties): Resource[] {
  const [front, ...subnets] = balancer("web", ["us-east-1a", "us-east-1b"]);
  assert.ok(front);
  const pool = targetGroup("pool", inputs);
  const targets = registered(pool, instances("pool", ["us-east-1a", "us-east-1b"]));
  return [front, ...subnets, pool, ...targets, listener("web", front, [[pool, 1]])];
}

function classic(inputs: Properties): Resource[] {
  const machines = instances("old", ["us-east-1a", "us-east-1b"]);
  const zones = ["us-east-1a", "us-east-1b"];
  return [
    ...machines,
    existing("aws:elb/loadBalancer:LoadBalancer", "old", {
      availabilityZones: zones,
      instances: machines.map(arn),
      ...inputs,
    }),
  ];
}

describe("health-check-required", () => {
  it("takes an absent block for the service's default check", async () => {
    assert.deepEqual(await judged(behindAListener({})), []);
  });

  it("blocks a check that is turned off", async () => {
    const [violation, ...others] = await judged(behindAListener({ healthCheck: { enabled: false } }));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [violation?.policy, violation?.level, violation?.resource],
      ["health-check-required", "mandatory", "pool"],
    );
    assert.match(violation?.message ?? "", /Set healthCheck.enabled to true/);
  });

  it("advises against a classic load balancer that only has the service's own check", async () => {
    const [violation] = await judged(classic({}));
    assert.equal(violation?.level, "advisory");
    assert.match(violation.message, /classic load balancer old has no health check of its own/);
    assert.deepEqual(await judged(classic({ healthCheck: { target: "HTTP:80/" } })), []);
  });

  it("blocks a backend service without health checks once, in however many regions it is", async () => {
    const [us, eu] = [group("us", 3), group("eu", 3, "europe-west1-b")];
    const web = service("web", [backend(us), backend(eu)], { healthChecks: null });
    const [violation, ...others] = await judged([us, eu, web, urlMap("site", web)]);
    assert.deepEqual(others, []);
    assert.deepEqual([violation?.level, violation?.resource], ["mandatory", "web"]);
    assert.match(violation?.message ?? "", /Give it healthChecks/);
  });
});
