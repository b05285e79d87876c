import { interpolate, type Input, type Output } from "@pulumi/pulumi";
import { selector } from "./queries";

/**
 * What the instances of a group send, in bytes within five minutes. Load balancing counts by group, so this is the one sign of who among
 * them gets how much; there is in it also what they send to others than clients.
 *
 * @see https://cloud.google.com/monitoring/api/metrics_gcp_c#gcp-compute
 */
export class Instances {
  /** @param base the base name of the instances. */
  constructor(readonly base: Input<string>) {}

  /** All of it, or what those in a zone send. */
  sent(zone?: string): Output<string> {
    return interpolate`sum(${this.#increase(zone === undefined ? {} : { zone })})`;
  }

  /** What the one sends that sends most. */
  get busiest(): Output<string> {
    return interpolate`max(${this.#each})`;
  }

  /** How many that are equally busy would send as unevenly: 1 / Σ share². */
  get effective(): Output<string> {
    return interpolate`${this.sent()} * ${this.sent()} / sum(${this.#each} ^ 2)`;
  }

  get #each(): Output<string> {
    return interpolate`sum by (instance_name) (${this.#increase({})})`;
  }

  #increase(more: Readonly<Record<string, string>>): Output<string> {
    const labels = selector(
      { monitored_resource: "gce_instance", ...more },
      { instance_name: interpolate`${this.base}-[a-z0-9]{4}` },
    );
    return interpolate`increase(compute_googleapis_com:instance_network_sent_bytes_count${labels}[5m])`;
  }
}
