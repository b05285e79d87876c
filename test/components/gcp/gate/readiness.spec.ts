import assert from "node:assert/strict";
import { obstacle } from "../../../../components/gcp/gate/readiness";

const group = (place: string, states: readonly string[], isStandby = false) => ({
  group: `https://www.googleapis.com/compute/v1/projects/shop/${place}/instanceGroups/web`,
  isStandby,
  states,
});
const HEALTHY = ["HEALTHY", "HEALTHY"];
const why = (...groups: Parameters<typeof obstacle>[0]) => obstacle(groups, 2)?.why;

describe("A backend service is ready for more traffic", () => {
  it("with two healthy backends in each region", () => {
    assert.equal(why(group("regions/europe-west1", HEALTHY), group("regions/us-central1", HEALTHY)), undefined);
  });

  it("with one healthy backend in each of two zones of a region", () => {
    assert.equal(
      why(group("zones/europe-west1-b", ["HEALTHY"]), group("zones/europe-west1-c", ["HEALTHY"])),
      undefined,
    );
  });

  it("with two healthy endpoints that are in no region", () => {
    assert.equal(why(group("global", HEALTHY)), undefined);
  });
});

describe("A backend service is not ready for more traffic", () => {
  it("without two healthy backends in some region", () => {
    assert.equal(
      why(group("regions/europe-west1", HEALTHY), group("zones/us-central1-a", ["HEALTHY", "UNKNOWN"])),
      "1 of 2 backends in us-central1 is healthy (1 unknown), 2 must be",
    );
  });

  it("with less than half of its backends healthy", () => {
    const states = [...HEALTHY, "UNHEALTHY", "UNHEALTHY", "TIMEOUT"];
    assert.equal(
      why(group("regions/europe-west1", states)),
      "2 of 5 backends in europe-west1 are healthy (2 unhealthy, 1 timeout), 3 must be",
    );
  });

  it("with fewer than it is adopted for", () => {
    assert.match(obstacle([group("global", HEALTHY)], 3)?.why ?? "", /2 of 2 .*, 3 must be/);
  });

  it("with backends that leave, or none", () => {
    assert.equal(why(group("regions/europe-west1", ["DRAINING"])), "no backend is known in europe-west1");
    assert.equal(why(), "it has no backends");
  });

  it("with what stands by for it unhealthy", () => {
    assert.match(
      why(group("regions/europe-west1", HEALTHY), group("regions/europe-west1", ["UNHEALTHY"], true)) ?? "",
      /0 of 1 backends in europe-west1, which stands by, are healthy/,
    );
  });
});
