import type { Input } from "@pulumi/pulumi";
import type { HttpLoadBalancerArgs } from "./http-args";

/**
 * The security policy that AWS recommends: TLS 1.2 and 1.3 with keys that a quantum computer does not break.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** How a listener of HTTPS encrypts. */
export function encryption(
  certificateArn: Input<string>,
  { tlsPolicy = TLS_POLICY, trustStoreArn }: Pick<HttpLoadBalancerArgs, "tlsPolicy" | "trustStoreArn">,
) {
  return {
    protocol: "HTTPS",
    sslPolicy: tlsPolicy,
    certificateArn,
    ...(trustStoreArn === undefined ? {} : { mutualAuthentication: { mode: "verify", trustStoreArn } }),
  };
}
