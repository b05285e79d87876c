import { CatalogDatabase, CatalogTable } from "@pulumi/aws/glue";
import {
  all,
  ComponentResource,
  getProject,
  getStack,
  type ComponentResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import { refuse } from "../checks";
import { ALB_COLUMNS, ALB_LINE } from "./alb-log-format";

export interface AlbLogTableArgs {
  /** The bucket that load balancers write their access logs to, and what stands before `AWSLogs` there. */
  readonly bucket: Input<string>;
  readonly prefix?: Input<string>;
  /** The accounts and the regions whose load balancers write there; at least one of each. */
  readonly accountIds: readonly Input<string>[];
  readonly regions: readonly Input<string>[];
  /** The first day of the logs, as `2024-01-31`; 2020-01-01 by default. */
  readonly since?: string;
  /** The database of Glue that the table is to be in; one of its own by default, named after project, stack and component. */
  readonly databaseName?: Input<string>;
  /** `alb` by default. */
  readonly tableName?: string;
}

const TYPE = "evenkeel:aws:AlbLogTable";

/**
 * A table of access logs of Application Load Balancers, for Athena. Its partitions are worked out from the names of folders, so that
 * nothing has to be crawled or added: a query that names days reads these days only. `evenkeel logs sql --dialect athena` prints
 * queries for it.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class AlbLogTable extends ComponentResource {
  readonly databaseName: Output<string>;
  readonly tableName: Output<string>;
  /** Both, with a dot in between: what `--table` takes. */
  readonly table: Output<string>;

  constructor(name: string, args: AlbLogTableArgs, options: ComponentResourceOptions = {}) {
    const { bucket, prefix = "", accountIds, regions, since = "2020-01-01", tableName = "alb" } = args;
    if (accountIds.length === 0) refuse("accountIds", "must name at least one account, but is empty");
    if (regions.length === 0) refuse("regions", "must name at least one region, but is empty");
    if (!/^\d{4}-\d\d-\d\d$/.test(since) || isNaN(Date.parse(since))) {
      refuse("since", `must be a day as 2024-01-31, but is ${since}`);
    }
    super(TYPE, name, {}, options);
    const there = { parent: this };
    const databaseName =
      args.databaseName ??
      new CatalogDatabase(name, { name: ownName(name), description: "Logs of load balancers" }, there).name;
    const folder = all([bucket, prefix]).apply(([bucket, prefix]) => {
      const before = prefix.replace(/^\/+|\/+$/g, "");
      return `s3://${bucket}/${before === "" ? "" : `${before}/`}AWSLogs/`;
    });
    const listed = (values: readonly Input<string>[]) => all([...values]).apply((known) => known.join(","));
    const table = new CatalogTable(
      name,
      {
        name: tableName,
        databaseName,
        description: "Access logs of Application Load Balancers",
        tableType: "EXTERNAL_TABLE",
        partitionKeys: ["account", "region", "day"].map((name) => ({ name, type: "string" })),
        parameters: {
          EXTERNAL: "TRUE",
          "projection.enabled": "true",
          "projection.account.type": "enum",
          "projection.account.values": listed(accountIds),
          "projection.region.type": "enum",
          "projection.region.values": listed(regions),
          "projection.day.type": "date",
          "projection.day.format": "yyyy/MM/dd",
          "projection.day.interval": "1",
          "projection.day.interval.unit": "DAYS",
          "projection.day.range": `${since.replaceAll("-", "/")},NOW`,
          "storage.location.template": folder.apply(
            (at) => `${at}\${account}/elasticloadbalancing/\${region}/\${day}/`,
          ),
        },
        storageDescriptor: {
          location: folder,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          columns: ALB_COLUMNS,
          serDeInfo: {
            serializationLibrary: "org.apache.hadoop.hive.serde2.RegexSerDe",
            parameters: { "serialization.format": "1", "input.regex": ALB_LINE },
          },
        },
      },
      there,
    );
    this.databaseName = table.databaseName;
    this.tableName = table.name;
    this.table = all([table.databaseName, table.name]).apply(([database, name]) => `${database}.${name}`);
    this.registerOutputs({ table: this.table });
  }
}

/**
 * Athena takes no other characters in the name of a database: those that Pulumi would put before its random part are among them.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
 */
function ownName(name: string): string {
  return [getProject(), getStack(), name]
    .join("_")
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_");
}
