/** What the targets of an Application Load Balancer speak. */
export type HttpProtocol = "HTTP" | "HTTPS";

/** What the targets of a Network Load Balancer speak. */
export type TcpProtocol = "TCP" | "TLS" | "UDP" | "TCP_UDP";

/** What the members of a pool speak; a function is called. */
export type Protocol = HttpProtocol | TcpProtocol | "LAMBDA";

export function isHttp(protocol: Protocol): protocol is HttpProtocol {
  return protocol === "HTTP" || protocol === "HTTPS";
}

/** A port that a security group has to let through. */
export interface Opening {
  readonly ipProtocol: "tcp" | "udp";
  readonly port: number;
}

/** What is to be let through for a protocol at a port. */
export function openingsOf(protocol: HttpProtocol | TcpProtocol, port: number): Opening[] {
  const through = protocol === "UDP" ? (["udp"] as const) : (["tcp"] as const);
  const both = protocol === "TCP_UDP" ? (["tcp", "udp"] as const) : through;
  return both.map((ipProtocol) => ({ ipProtocol, port }));
}
