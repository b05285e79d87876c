import assert from "node:assert/strict";
import { BackendService } from "@pulumi/gcp/compute/backendService";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule";
import { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { InstanceGroupManager } from "@pulumi/gcp/compute/instanceGroupManager";
import { TargetHttpProxy } from "@pulumi/gcp/compute/targetHttpProxy";
import { URLMap } from "@pulumi/gcp/compute/urlmap";
import type { Outcome } from "../../outcome";
import type { ThrowawayPack } from "../../pack";
import { newStack } from "../../stack";
import { newWitness, testimony } from "../../witness";

/** A global load balancer in front of a group of instances, whose zone is left to the provider. */
async function web(): Promise<void> {
  const versions = [{ instanceTemplate: "template" }];
  const workers = new InstanceGroupManager("workers", { name: "workers", baseInstanceName: "web", versions });
  const probe = new HealthCheck("probe", { name: "probe", httpHealthCheck: { port: 80 } });
  const service = new BackendService("service", {
    name: "service",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    healthChecks: probe.id,
    backends: [{ group: workers.instanceGroup }],
  });
  const map = new URLMap("map", { name: "map", defaultService: service.selfLink });
  const proxy = new TargetHttpProxy("proxy", { name: "proxy", urlMap: map.id });
  new GlobalForwardingRule("rule", { target: proxy.id, portRange: "80" });
  return Promise.resolve();
}

const project = "projects/evenkeel-test";
const zone = `https://www.googleapis.com/compute/v1/${project}/zones/us-central1-a`;

describe("The engine, with Google Cloud on loopback", () => {
  let witness: ThrowawayPack;
  let first: Outcome;
  let update: Outcome;
  let second: Outcome;
  let end: Outcome;
  before(async function () {
    this.timeout(120_000);
    witness = await newWitness();
    const run = { packs: [witness.folder] };
    const stack = await newStack(web);
    try {
      first = await stack.preview(run);
      update = await stack.up(run);
      second = await stack.preview(run);
      end = await stack.destroy();
    } finally {
      await stack.destroyFiles();
    }
  });
  after(() => witness.remove());

  const seen = (outcome: Outcome, name: string) => testimony(outcome, "outputs", name).props;
  const asked = (outcome: Outcome, name: string) => testimony(outcome, "inputs", name).props;

  it("knows no path, link, place or address of what is new in a first preview", () => {
    const workers = seen(first, "workers");
    for (const output of ["id", "selfLink", "instanceGroup", "project", "zone", "targetSize"])
      assert.equal(workers[output], "unknown", output);
    assert.deepEqual([seen(first, "rule")["ipAddress"], seen(first, "map")["id"]], ["unknown", "unknown"]);
    assert.deepEqual([asked(first, "service")["backends"], asked(first, "proxy")["urlMap"]], ["unknown", "unknown"]);
  });

  it("shows a resource policy the defaults of the provider, and the names it generates", () => {
    const rule = asked(first, "rule");
    assert.equal(rule["loadBalancingScheme"], "EXTERNAL");
    assert.match(String(rule["name"]), /^rule-[0-9a-f]{7}$/);
    assert.equal(asked(first, "service")["connectionDrainingTimeoutSec"], 300);
  });

  it("puts in the defaults of a backend as well", () => {
    const [backend] = asked(update, "service")["backends"] as Record<string, unknown>[];
    assert.deepEqual([backend?.["balancingMode"], backend?.["capacityScaler"]], ["UTILIZATION", 1]);
  });

  it("joins what an update makes by real paths and links", () => {
    const workers = seen(update, "workers");
    assert.equal(workers["id"], `${project}/zones/us-central1-a/instanceGroupManagers/workers`);
    assert.equal(workers["selfLink"], `${zone}/instanceGroupManagers/workers`);
    assert.deepEqual([workers["zone"], workers["targetSize"]], ["us-central1-a", 0]);
    const [backend] = seen(update, "service")["backends"] as Record<string, unknown>[];
    assert.equal(backend?.["group"], `${zone}/instanceGroups/workers`);
    assert.equal(seen(update, "service")["healthChecks"], `${project}/global/healthChecks/probe`);
    assert.match(String(seen(update, "map")["defaultService"]), /\/compute\/v1\/.*\/global\/backendServices\/service$/);
    assert.equal(seen(update, "proxy")["urlMap"], `${project}/global/urlMaps/map`);
    assert.equal(seen(update, "rule")["target"], `${project}/global/targetHttpProxies/proxy`);
    assert.match(String(seen(update, "rule")["ipAddress"]), /^203\.0\.113\.\d+$/);
  });

  it("sees no change in a second preview of the same program", () => {
    assert.ok(second.ok, second.output);
    assert.deepEqual([...new Set(second.steps.map(({ op }) => op))], ["same"]);
    assert.equal(seen(second, "workers")["instanceGroup"], `${zone}/instanceGroups/workers`);
  });

  it("takes everything down again", () => {
    assert.ok(end.ok, end.output);
    const gone = end.steps.filter(({ op, urn }) => op === "delete" && urn.includes("::gcp:"));
    assert.equal(gone.length, 6);
  });
});
