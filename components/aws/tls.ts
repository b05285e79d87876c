/**
 * The security policy that AWS recommends: TLS 1.2 and 1.3 with keys that a quantum computer does not break.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
