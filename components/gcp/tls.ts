import { RegionSslPolicy, SSLPolicy } from "@pulumi/gcp/compute";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

/** TLS 1.2 and 1.3 with ciphers that nothing is known against; Google's own default takes TLS 1.0. */
const MODERN = { profile: "MODERN", minTlsVersion: "TLS_1_2" };

/**
 * The SSL policy of a load balancer: the given one, or one for TLS 1.2 and 1.3.
 *
 * @see https://cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export function sslPolicy(
  name: string,
  given: Input<string> | undefined,
  region: string | undefined,
  options: CustomResourceOptions,
): Input<string> {
  if (given !== undefined) return given;
  if (region === undefined) return new SSLPolicy(name, MODERN, options).id;
  return new RegionSslPolicy(name, { ...MODERN, region }, options).id;
}
