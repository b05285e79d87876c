import assert from "node:assert/strict";
import { LoadBalancerLogSink } from "../../../components/gcp";
import { inputsOf, madeBy } from "../made";

describe("LoadBalancerLogSink", () => {
  it("sends the logs of load balancers to a data set, into which it may write", async () => {
    const args = { datasetId: "lb_logs", location: "EU", project: "shop" };
    const made = await madeBy(() => new LoadBalancerLogSink("logs", args));
    const dataset = inputsOf(made, "Dataset");
    assert.equal(dataset["datasetId"], "lb_logs");
    assert.equal(dataset["defaultPartitionExpirationMs"], 90 * 86_400_000);
    const sink = inputsOf(made, "ProjectSink");
    assert.equal(sink["destination"], "bigquery.googleapis.com/projects/shop/datasets/lb_logs");
    assert.match(String(sink["filter"]), /"http_load_balancer" OR/);
    assert.deepEqual(sink["bigqueryOptions"], { usePartitionedTables: true });
    assert.equal(inputsOf(made, "DatasetIamMember")["role"], "roles/bigquery.dataEditor");
  });

  it("keeps what has been logged when it is deleted, unless it is told not to", async () => {
    const kept = async (more: { deletesContents?: boolean }) => {
      const made = await madeBy(() => new LoadBalancerLogSink("logs", { datasetId: "l", location: "EU", ...more }));
      return inputsOf(made, "Dataset")["deleteContentsOnDestroy"];
    };
    assert.deepEqual([await kept({}), await kept({ deletesContents: true })], [false, true]);
  });

  it("refuses a retention that is none", () => {
    const args = { datasetId: "lb_logs", location: "EU", retentionDays: 0 };
    assert.throws(() => new LoadBalancerLogSink("logs", args), /retentionDays must be a whole number from 1 to 3650/);
  });
});
