import assert from "node:assert/strict";
import { openAlerts } from "../../../../components/gcp/gate/alerts";
import { behindGcp } from "../../../cloud/behind-gcp";
import { Refused } from "../../../cloud/gcp-actions";

const QUERIES = { errors: 'sum(errors{code="500"}) > 10', latency: "latency > 1" };

describe("The alerts that a shift asks Google Cloud for", function () {
  this.timeout(20_000);
  const gcp = behindGcp();
  const ringing = async (queries = {}) => (await openAlerts("shop", queries))();

  it("ring where a question has an answer", async () => {
    gcp.actions.promql = (query) => ({ resultType: "vector", result: query === QUERIES.errors ? [{}] : [] });
    assert.deepEqual(await ringing(QUERIES), ["errors"]);
    assert.deepEqual(new Set(gcp.asked), new Set(["POST /v1/projects/shop/location/global/prometheus/api/v1/query"]));
  });

  it("are not asked for where there are none", async () => {
    assert.deepEqual(await ringing(), []);
    assert.deepEqual(gcp.asked, []);
  });

  it("are an error where a question has an answer at any time", async () => {
    gcp.actions.promql = () => ({ resultType: "scalar", result: [0, "1"] });
    await assert.rejects(ringing({ always: "1" }), /alert always must be PromQL that gives a vector, .* gives scalar$/);
    gcp.actions.promql = () => ({});
    await assert.rejects(ringing({ never: "1" }), /gives nothing of the kind$/);
  });

  for (const [status, reason, message] of [
    [
      400,
      "invalid",
      /refuses monitoring\.timeSeries\.list for alert errors \(invalid\): refused by the test: invalid$/,
    ],
    [403, "forbidden", /; allow monitoring\.timeSeries\.list for alert errors$/],
    [503, "backendError", /Google Cloud does not answer \(backendError\)$/],
  ] as const) {
    it(`are an error where the answer is ${status}`, async () => {
      gcp.actions.promql = () => new Refused(status, reason);
      await assert.rejects(ringing({ errors: QUERIES.errors }), message);
    });
  }
});
