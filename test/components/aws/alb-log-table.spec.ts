import assert from "node:assert/strict";
import { AlbLogTable } from "../../../components/aws";
import { ALB_COLUMNS, ALB_LINE } from "../../../components/aws/alb-log-format";
import { alb } from "../../../logs/formats/alb";
import { albLine, START } from "../../logs/support/lines";
import { inputsOf, madeBy } from "../made";

const ARGS = { bucket: "acme-logs", accountIds: ["111111111111", "222222222222"], regions: ["eu-west-1"] };

describe("AlbLogTable", () => {
  it("works its partitions out from the names of folders", async () => {
    const made = await madeBy(() => new AlbLogTable("logs", { ...ARGS, prefix: "/web/", since: "2024-01-31" }));
    const { parameters, storageDescriptor, databaseName, name } = inputsOf(made, "CatalogTable") as {
      parameters: Record<string, string>;
      storageDescriptor: { location: string };
      databaseName: string;
      name: string;
    };
    assert.deepEqual([databaseName, name], ["project_stack_logs", "alb"]);
    assert.equal(storageDescriptor.location, "s3://acme-logs/web/AWSLogs/");
    assert.equal(
      parameters["storage.location.template"],
      "s3://acme-logs/web/AWSLogs/${account}/elasticloadbalancing/${region}/${day}/",
    );
    assert.equal(parameters["projection.account.values"], "111111111111,222222222222");
    assert.equal(parameters["projection.day.range"], "2024/01/31,NOW");
  });

  it("makes a database whose name Athena takes, whatever the component is called", async () => {
    const made = await madeBy(() => new AlbLogTable("Access-Logs.2", ARGS));
    assert.equal(inputsOf(made, "CatalogDatabase")["name"], "project_stack_access_logs_2");
  });

  it("may be in a database that there is", async () => {
    const made = await madeBy(() => new AlbLogTable("logs", { ...ARGS, databaseName: "own", tableName: "web" }));
    assert.deepEqual(inputsOf(made, "CatalogDatabase"), {});
    assert.equal(inputsOf(made, "CatalogTable")["databaseName"], "own");
    const { location } = inputsOf(made, "CatalogTable")["storageDescriptor"] as { location: string };
    assert.equal(location, "s3://acme-logs/AWSLogs/");
  });

  it("refuses what would leave it without partitions", () => {
    assert.throws(
      () => new AlbLogTable("logs", { ...ARGS, accountIds: [] }),
      /accountIds must name at least one account/,
    );
    assert.throws(() => new AlbLogTable("logs", { ...ARGS, regions: [] }), /regions must name at least one region/);
    assert.throws(
      () => new AlbLogTable("logs", { ...ARGS, since: "soon" }),
      /since must be a day as 2024-01-31, but is soon/,
    );
  });

  it("takes lines of every version apart as the command does", () => {
    const pattern = new RegExp(ALB_LINE);
    const at = (name: string) => ALB_COLUMNS.findIndex((column) => column.name === name) + 1;
    for (const fields of [18, 20, 21, 23, 24, 25, 27, 29, 30, 33]) {
      for (const userAgent of ["curl", 'a \\" b', "\\\\"]) {
        const line = albLine({ time: START, rule: "10", fields, userAgent });
        const [found, request] = [pattern.exec(line), alb.parse(line)];
        assert.ok(found && request, line);
        assert.equal(found[at("target")], request.target);
        assert.equal(found[at("target_group_arn")], request.pool);
        assert.equal(found[at("matched_rule_priority")] ?? "", request.route);
        assert.equal(Number(found[at("sent_bytes")]), request.sent);
        assert.equal(found[at("transformed_uri")], fields < 33 ? undefined : "/");
      }
    }
    assert.equal(pattern.exec(`${albLine({ time: START, fields: 33 })} 10.0.0.9 more`)?.[at("conn_trace_id")], "TID_1");
    assert.equal(pattern.exec("garbage"), null);
  });
});
