import assert from "node:assert/strict";
import { mutantsOf, type FaultName } from "../../../drills/faults/faults";
import { UNKNOWN, type Properties } from "../../../traffic";
import { existing } from "../../support/resources";

/** The inputs with the fault, of each resource that can have it. */
const spoiled = (fault: FaultName, type: string, inputs: Properties) =>
  mutantsOf([existing(type, "one", inputs)])
    .filter((one) => one.fault === fault)
    .map(({ resources }) => resources[0]?.inputs);

describe("The faults of a drill", () => {
  it("leave a health check alone that asks only the port already", () => {
    const check = "gcp:compute/healthCheck:HealthCheck";
    assert.deepEqual(spoiled("check of the port only", check, { tcpHealthCheck: { port: 80 } }), []);
    assert.deepEqual(spoiled("check of the port only", check, { httpHealthCheck: { port: 80 } }), [
      { tcpHealthCheck: { port: 80 } },
    ]);
  });

  it("cap a group at its minimum, which is none where none is given", () => {
    const group = "aws:autoscaling/group:Group";
    assert.deepEqual(spoiled("capped capacity", group, { minSize: 2, maxSize: 6 }), [{ minSize: 2, maxSize: 2 }]);
    assert.deepEqual(spoiled("capped capacity", group, { maxSize: 6 }), [{ maxSize: 0 }]);
  });

  it("leave weights and backends alone that are not known, for nothing can be said of them", () => {
    const [listener, service] = ["aws:lb/listener:Listener", "gcp:compute/backendService:BackendService"];
    assert.deepEqual(spoiled("all weight on one pool", listener, { defaultActions: UNKNOWN }), []);
    assert.deepEqual(spoiled("drain", service, { backends: UNKNOWN }), []);
    assert.deepEqual(spoiled("drain", service, { backends: [{ group: "a" }] }), [
      { backends: [{ group: "a", capacityScaler: 0 }] },
    ]);
  });
});
