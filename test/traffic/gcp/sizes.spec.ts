import assert from "node:assert/strict";
import { between, exactly, UNKNOWN, type Properties, type Resource, type Value } from "../../../traffic";
import { backend, gcp, group, service, urlMap } from "../../support/gcp";
import { routeOf } from "../../support/routes";

const ANY = between(0, Infinity);

/** The fewest instances of a group behind a load balancer, and why that is not known. */
function floorOf(workers: Resource, ...others: readonly Resource[]) {
  const web = service("web", [backend(workers)]);
  const { floors, gaps } = routeOf([workers, ...others, web, urlMap("web", web)]);
  return { floor: floors["backend service web"], gaps: gaps.join() };
}

function scaler(workers: Resource, autoscalingPolicy: Properties): Resource {
  const target = workers.outputs["selfLink"] ?? null;
  return gcp("compute/autoscaler:Autoscaler", "scaler", { target, autoscalingPolicy });
}

describe("The size of a managed instance group", () => {
  it("is its target size", () => {
    assert.deepEqual(floorOf(group("workers", 3)).floor, exactly(3));
  });

  it("is 0 for a new group that nobody gives a size", () => {
    assert.deepEqual(floorOf(group("workers", null)).floor, exactly(0));
  });

  it("is the minimum of its autoscaler, whatever the target size is today", () => {
    const workers = group("workers", 5);
    assert.deepEqual(floorOf(workers, scaler(workers, { minReplicas: 1, maxReplicas: 9 })).floor, exactly(1));
  });

  it("is not raised by a schedule", () => {
    const workers = group("workers", null);
    const scalingSchedules = [{ name: "day", minRequiredReplicas: 6 }];
    assert.deepEqual(floorOf(workers, scaler(workers, { minReplicas: 2, scalingSchedules })).floor, exactly(2));
  });

  it("is its own where the autoscaler is turned off", () => {
    const workers = group("workers", 5);
    assert.deepEqual(floorOf(workers, scaler(workers, { minReplicas: 1, mode: "OFF" })).floor, exactly(5));
    const unsized = group("unsized", null);
    assert.deepEqual(floorOf(unsized, scaler(unsized, { minReplicas: 1, mode: "OFF" })).floor, ANY);
  });

  it("may be anything where the autoscaler's mode or minimum is not known", () => {
    const workers = group("workers", 5);
    const policies: readonly Value[] = [UNKNOWN, { minReplicas: 3, mode: UNKNOWN }, { minReplicas: UNKNOWN }];
    for (const policy of policies) {
      const target = workers.outputs["selfLink"] ?? null;
      const unknown = gcp("compute/autoscaler:Autoscaler", "scaler", { target, autoscalingPolicy: policy });
      assert.deepEqual(floorOf(workers, unknown).floor, ANY);
    }
  });

  it("may be anything where the program leaves it to somebody else", () => {
    const workers: Resource = { ...group("workers", 5), ignoreChanges: ["targetSize"] };
    const { floor, gaps } = floorOf(workers);
    assert.deepEqual(floor, ANY);
    assert.match(gaps, /ignoreChanges leaves it to somebody else/);
  });

  it("is either, where it is not known which group an autoscaler scales", () => {
    const [workers, others] = [group("workers", 5), group("others", 5)];
    const behind = { dependencies: { target: [workers, others] } };
    const policy: Properties = { target: UNKNOWN, autoscalingPolicy: { minReplicas: 2 } };
    const unknown: Resource = {
      ...gcp("compute/autoscaler:Autoscaler", "scaler", policy),
      propertyDependencies: { target: behind.dependencies.target.map(({ urn }) => urn) },
    };
    assert.deepEqual(floorOf(workers, others, unknown).floor, between(2, 5));
  });
});
