import { Dataset, DatasetIamMember } from "@pulumi/gcp/bigquery";
import { ProjectSink } from "@pulumi/gcp/logging";
import { ComponentResource, interpolate, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { whole } from "../checks";

export interface LoadBalancerLogSinkArgs {
  /** The data set to be made: letters, digits and underscores. */
  readonly datasetId: string;
  /** Where it is, as `EU` or `europe-west1`. */
  readonly location: Input<string>;
  /** The project whose load balancers it is about, and in which the data set is made; that of the provider by default. */
  readonly project?: Input<string>;
  /** Days after which entries are deleted: 1 to 3,650; 90 by default. */
  readonly retentionDays?: number;
  /** Whether the data set can be deleted together with the logs in it; false by default. */
  readonly deletesContents?: boolean;
  readonly labels?: Input<Record<string, Input<string>>>;
}

const TYPE = "evenkeel:gcp:LoadBalancerLogSink";

/** What a load balancer writes for each request, or each connection of a proxy. */
const FILTER =
  'resource.type=("http_load_balancer" OR "internal_http_lb_rule" OR "http_external_regional_lb_rule" OR "l4_proxy_rule")';

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Sends the logs of a project's load balancers to BigQuery, into tables that are partitioned by day. Backend services log where
 * their `logConfig` says so. `evenkeel logs sql --dialect bigquery` prints queries for it.
 *
 * @throws InputPropertyError that names the property that is out of range.
 * @see https://cloud.google.com/logging/docs/export/bigquery
 */
export class LoadBalancerLogSink extends ComponentResource {
  readonly datasetId: Output<string>;
  /** The table of requests to global Application Load Balancers, with its data set: what `--table` takes. */
  readonly table: Output<string>;
  /** Who writes into the data set. */
  readonly writerIdentity: Output<string>;

  constructor(name: string, args: LoadBalancerLogSinkArgs, options: ComponentResourceOptions = {}) {
    const { datasetId, location, deletesContents = false, labels = {} } = args;
    const days = whole("retentionDays", args.retentionDays ?? 90, 1, 3650);
    super(TYPE, name, {}, options);
    const there = { parent: this };
    const project = args.project === undefined ? {} : { project: args.project };
    const dataset = new Dataset(
      name,
      {
        ...project,
        datasetId,
        location,
        description: "Logs of load balancers",
        defaultPartitionExpirationMs: days * MILLISECONDS_A_DAY,
        deleteContentsOnDestroy: deletesContents,
        labels,
      },
      there,
    );
    const sink = new ProjectSink(
      name,
      {
        ...project,
        destination: interpolate`bigquery.googleapis.com/projects/${dataset.project}/datasets/${dataset.datasetId}`,
        filter: FILTER,
        uniqueWriterIdentity: true,
        bigqueryOptions: { usePartitionedTables: true },
      },
      there,
    );
    new DatasetIamMember(
      name,
      {
        project: dataset.project,
        datasetId: dataset.datasetId,
        role: "roles/bigquery.dataEditor",
        member: sink.writerIdentity,
      },
      there,
    );
    this.datasetId = dataset.datasetId;
    this.table = interpolate`${dataset.datasetId}.requests`;
    this.writerIdentity = sink.writerIdentity;
    this.registerOutputs({ table: this.table });
  }
}
