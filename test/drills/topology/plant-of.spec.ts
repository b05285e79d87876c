import assert from "node:assert/strict";
import { readGraph, Traffic, type Resource } from "../../../traffic";
import type { Plant } from "../../../drills/physics/plant";
import { Simulation } from "../../../drills/physics/simulation";
import { capacitiesFor } from "../../../drills/topology/capacities";
import { plantOf } from "../../../drills/topology/plant-of";
import { waysOf } from "../../../drills/topology/ways";
import { resourcesOf } from "../../proof/faults/example";
import { arn, existing } from "../../support/resources";
import { balancer, instances, listener, registered, split, targetGroup } from "../../support/aws";
import { GCP_PARTS } from "../../support/whole-gcp-stack";
import { AWS_PARTS } from "../../support/whole-stack";
import { run, sent } from "../support";

const ZONES = ["us-east-1a", "us-east-1b"];

function plantFor(resources: readonly Resource[]) {
  const traffic = new Traffic(readGraph(resources));
  return { traffic, plant: plantOf({ resources, traffic }, capacitiesFor(traffic)) };
}

/** A Network Load Balancer that keeps to its zones, with one target in one of them and four in the other. */
function lopsided(): Resource[] {
  const [front, ...subnets] = balancer("nlb", ZONES, { loadBalancerType: "network" });
  if (!front) throw new Error("a load balancer is expected");
  const group = targetGroup("pool", { protocol: "TCP" });
  const zones = ["us-east-1a", ...Array.from({ length: 4 }, () => "us-east-1b")];
  return [
    front,
    ...subnets,
    group,
    ...registered(group, instances("i", zones)),
    listener("tcp", front, [[group, 1]], 80),
  ];
}

/** A Network Load Balancer before an Application Load Balancer with two pools. */
function chain(): Resource[] {
  const inner = split({ blue: { weight: 50, targets: 2 }, green: { weight: 50, targets: 2 } });
  const [outer, ...subnets] = balancer("nlb", ZONES, {
    loadBalancerType: "network",
    enableCrossZoneLoadBalancing: true,
  });
  const web = inner[0];
  if (!outer || !web) throw new Error("load balancers are expected");
  const group = targetGroup("alb", { targetType: "alb", protocol: "TCP" });
  const attachment = existing("aws:lb/targetGroupAttachment:TargetGroupAttachment", "alb", {
    ...{ targetGroupArn: arn(group), targetId: arn(web), port: 443 },
  });
  return [...inner, outer, ...subnets, group, attachment, listener("tcp", outer, [[group, 1]], 80)];
}

const STACKS: Readonly<Record<string, () => readonly Resource[] | Promise<readonly Resource[]>>> = {
  "two pools with weights": () => split({ blue: { weight: 90, targets: 3 }, green: { weight: 10, targets: 2 } }),
  "a load balancer that keeps to its zones": lopsided,
  "a load balancer before another": chain,
  "the AWS example": () => resourcesOf("aws-web-service"),
  "the Google Cloud example": () => resourcesOf("gcp-web-service", { "gcp:region": "us-central1" }),
};

describe("A plant", () => {
  for (const [name, resources] of Object.entries(STACKS)) {
    it(`shares its traffic as the analysis says: ${name}`, async () => {
      const { traffic, plant } = plantFor(await resources());
      const seconds = run(new Simulation(plant, 1), 900);
      for (const [index, route] of waysOf(traffic).entries()) {
        const sent = new Map<string, number>();
        for (const { ways } of seconds) {
          for (const [backend, count] of ways[index]?.sent ?? []) sent.set(backend, (sent.get(backend) ?? 0) + count);
        }
        const all = [...sent.values()].reduce((sum, one) => sum + one, 0);
        const expected = traffic.busiest(route)?.share;
        const found = Math.max(...sent.values()) / all;
        // Four standard deviations of a share in so many requests.
        const error = 4 * Math.sqrt(0.25 / all);
        assert.ok(expected && found > expected.atLeast - error && found < expected.atMost + error, `${name}: ${found}`);
      }
    });

    it(`serves everybody, as long as nothing is changed: ${name}`, async () => {
      const seconds = run(new Simulation(plantFor(await resources()).plant, 2), 900);
      const failed = seconds.reduce((sum, { ways }) => sum + ways.reduce((all, one) => all + one.failed, 0), 0);
      assert.equal(failed, 0);
    });
  }

  it("checks its backends as often as the configuration says", async () => {
    const { plant } = plantFor(await resourcesOf("aws-web-service"));
    const [check] = plant.pools.map((pool) => pool.check);
    assert.deepEqual(check, { interval: 10, timeout: 5, unhealthy: 2, healthy: 2, portOnly: false });
  });

  it("asks the load balancer in front for its ways, and not the one behind", () => {
    assert.deepEqual(
      plantFor(chain()).plant.ways.map(({ label }) => label),
      ["listener tcp:80"],
    );
  });

  it("takes a backend that a change will bring for one that can serve all of a listener", () => {
    const { rate, of } = capacitiesFor(new Traffic(readGraph(split({ blue: { weight: 1, targets: 2 } }))));
    assert.ok(of("a new backend", "a new pool") > 2 * rate);
  });

  /** A load balancer in two zones, with a target in one of them and another in a zone that it has not enabled. */
  function outside(type: "network" | "application"): Plant {
    const [front, ...subnets] = balancer("web", ZONES, { loadBalancerType: type });
    if (!front) throw new Error("a load balancer is expected");
    const group = targetGroup("pool", { protocol: type === "network" ? "TCP" : "HTTP" });
    const servers = registered(group, instances("i", ["us-east-1a", "us-east-1c"]));
    return plantFor([front, ...subnets, group, ...servers, listener("web", front, [[group, 1]], 80)]).plant;
  }

  for (const type of ["network", "application"] as const) {
    it(`has nothing sent to a backend in a zone that is not enabled: ${type} load balancer`, () => {
      const there = sent(run(new Simulation(outside(type), 1), 60));
      assert.deepEqual([...there.keys()], ["instance i-0"]);
    });
  }

  it("can be made of everything that decides traffic", () => {
    for (const part of [...Object.values(GCP_PARTS), ...Object.values(AWS_PARTS)]) {
      const { plant } = plantFor(part());
      run(new Simulation(plant, 3), 5);
      assert.deepEqual(JSON.parse(JSON.stringify(plant)), plant);
    }
  });
});
